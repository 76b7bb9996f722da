// Front lines at a day: areas stitched from arcs, drawn lines, settlements as small squares.

import { rendererOf } from "./basemap.js";
import { Changes } from "./changes.js";
import { svg } from "./dom.js";
import { snapshotAt } from "./payload.js";
import { Squares } from "./squares.js";

let named = 0; // names inside an SVG are the document's; several pages may stand in one notebook

/** The style of a maker's lines: the first is filled, others are told apart by their dashes. */
export function styleOf(number) {
  return number === 0 ? "fl-filled" : `fl-outlined fl-dash-${number % 4}`;
}

export class FrontLines {
  /** `drawn[line]` holds the decoded `arcs` by side, the `fronts` and the `holdings` of each line. */
  constructor(map, lines, drawn) {
    Object.assign(this, { map, lines, drawn });
    this.renderer = rendererOf("control");
    // From bottom to top: ground of the first, what changed, edges of the day compared with, other makers' lines, the first's front line.
    this.shapes = [];
    if (lines.length) this.shapes.push(this.shapesOf(drawn[0], 0));
    this.changes = new Changes(map, this.renderer);
    this.edges = lines.map((_, number) => L.polygon([], { renderer: this.renderer, className: `fl-compared fl-compared-other fl-dash-${number % 4}`, interactive: false, smoothFactor: 0 }).addTo(map));
    for (let number = 1; number < lines.length; number++) this.shapes.push(this.shapesOf(drawn[number], number));
    if (lines.length) this.drawEdges(this.shapes[0]);
    this.squares = lines.map((_, number) => (drawn[number].holdings.count ? Squares.make(map, drawn[number].holdings) : null));
    this.onSquares = () => {}; // told when squares may have moved
    this.main = lines.findIndex((_, number) => drawn[number].arcs.ru_held);
  }

  /** The edge of filled ground over everything that lies on it: the same path once more, which follows it. */
  drawEdges(shapes) {
    for (const { shape } of shapes) {
      if (shape instanceof L.Polygon) {
        shape._path.id = `fl-ground-${(named += 1)}`;
        this.renderer._rootGroup.append(svg("use", { class: "fl-edge", href: `#${shape._path.id}` }));
      } else shape.bringToFront();
    }
  }

  shapesOf({ arcs, fronts }, number) {
    const style = styleOf(number);
    const options = (side) => ({ renderer: this.renderer, className: `fl-control fl-side-${side} ${style}`, interactive: false, smoothFactor: 0.8 });
    const areas = Object.entries(arcs).map(([side, areaArcs]) => ({ frame: -1, of: (frame) => areaArcs.ringsAt(frame), shape: L.polygon([], options(side)).addTo(this.map) }));
    const line = { ...options("front"), className: `fl-control fl-drawn fl-dash-${number % 4}` };
    if (fronts) areas.push({ frame: -1, of: (frame) => fronts.pathsAt(frame), shape: L.polyline([], line).addTo(this.map) });
    return areas;
  }

  /** Show the newest snapshot of every line on or before the day, and what changed since another. */
  show({ day, compare, hidden }) {
    this.lines.forEach((line, number) => {
      const frame = day === null || hidden.has(number) ? -1 : snapshotAt(line, day);
      for (const one of this.shapes[number]) this.showShape(one, frame);
      if (this.squares[number]) this.showSquares(number, frame < 0, day, compare);
    });
    this.showChanges(day, compare, hidden);
    if (this.squares.some(Boolean)) this.onSquares();
  }

  showShape(one, frame) {
    if (one.frame === frame) return;
    one.frame = frame;
    one.shape.setLatLngs(frame < 0 ? [] : one.of(frame));
  }

  showSquares(number, away, day, compare) {
    const { holdings } = this.drawn[number];
    const changed = away || compare === null ? [] : holdings.changedSince(compare, day);
    this.squares[number].show(away ? [] : holdings.on(day), changed);
  }

  /** Hatch what the first line that is switched on gained and lost between the two days; of the others, show the edge that day. */
  showChanges(day, compare, hidden) {
    const [first, ...others] = this.compared(day, compare, hidden);
    if (first) this.changes.show(this.drawn[first.number].arcs.ru_held, ...first.frames);
    else this.changes.clear();
    this.edges.forEach((edge, number) => {
      const one = others.find((other) => other.number === number);
      if (one || !edge.isEmpty()) edge.setLatLngs(one ? this.drawn[number].arcs.ru_held.ringsAt(one.frames[0]) : []);
    });
  }

  /** The lines of Russian-held ground that have an earlier and a later snapshot to compare. */
  compared(day, compare, hidden) {
    if (compare === null || day === null) return [];
    const when = [compare, day].sort((a, b) => a - b);
    const shown = this.lines.map((line, number) => ({ number, frames: when.map((one) => snapshotAt(line, one)) }));
    return shown.filter(({ number, frames }) => this.drawn[number].arcs.ru_held && !hidden.has(number) && !frames.includes(-1));
  }

  /** Whether a line can be compared at all: it draws ground held or tells of settlements. */
  isComparable(number) {
    return Boolean(this.drawn[number].arcs.ru_held || this.squares[number]);
  }

  /** Whether a line has anything to say about a day. */
  speaksOn(number, day) {
    if (snapshotAt(this.lines[number], day) < 0) return false;
    const { arcs, holdings } = this.drawn[number];
    return Boolean(arcs.ru_held) || !holdings.count || holdings.on(day).length > 0;
  }

  /** Square kilometres that each compared line gained and lost, and settlements of others that changed hands. */
  changesOf(day, compare, hidden) {
    const areas = this.compared(day, compare, hidden).map(({ number, frames }) => ({ number, ...this.drawn[number].arcs.ru_held.changeBetween(...frames) }));
    if (compare === null || day === null) return areas;
    const when = [compare, day].sort((a, b) => a - b);
    const told = (number) => this.squares[number] && !hidden.has(number) && when.every((one) => this.speaksOn(number, one));
    const held = this.lines.map((_, number) => number).filter(told);
    const settled = held.map((number) => ({ number, changed: this.drawn[number].holdings.placesChanged(...when) }));
    return [...areas, ...settled];
  }

  /** Boxes of the settlements in sight, in Leaflet's layer pixels. */
  squareBoxes() {
    return this.squares.flatMap((squares) => (squares ? squares.boxes() : []));
  }

  /** Draw the squares again in the colours of another theme. */
  repaint() {
    for (const squares of this.squares) if (squares) squares.draw();
  }

  /** The side that holds a point on a day: its name, null outside every area, undefined when the line says nothing that day. */
  sideAt(name, lon, lat, day) {
    const number = this.lines.findIndex((line) => line.name === name);
    const frame = number < 0 ? -1 : snapshotAt(this.lines[number], day);
    if (frame < 0) return undefined;
    const { arcs } = this.drawn[number];
    return Object.keys(arcs).find((side) => arcs[side].contains(frame, lon, lat)) ?? null;
  }

  /** Distances of a point to the Russian-held area by day, metres, negative inside it: { line, days, metres }, or null. */
  distances(name, lon, lat, first, last) {
    const wanted = this.lines.findIndex((line, number) => line.name === name && this.drawn[number].arcs.ru_held);
    const number = wanted < 0 ? this.main : wanted;
    if (number < 0) return null;
    const line = this.lines[number];
    const arcs = this.drawn[number].arcs.ru_held;
    const frames = line.days.map((_, frame) => frame).filter((frame) => line.days[frame] >= first && line.days[frame] <= last);
    const metres = arcs.distances(frames, lon, lat).map((far, at) => (arcs.contains(frames[at], lon, lat) ? -far : far));
    const known = frames.map((frame, at) => [line.days[frame], metres[at]]).filter((row) => Number.isFinite(row[1]));
    return known.length > 1 ? { line, days: known.map((row) => row[0]), metres: known.map((row) => row[1]) } : null;
  }
}
