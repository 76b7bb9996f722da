// Front lines at a day: areas stitched from arcs, drawn lines, settlements as small squares.

import { snapshotAt } from "./payload.js";
import { rendererOf } from "./basemap.js";
import { Changes } from "./changes.js";
import { Squares } from "./squares.js";

/** The style of a maker's lines: the first is filled, others are told apart by their dashes. */
export function styleOf(number) {
  return number === 0 ? "fl-filled" : `fl-outlined fl-dash-${number % 4}`;
}

export class FrontLines {
  /** `drawn[line]` holds the decoded `arcs` by side, the `fronts` and the `holdings` of each line. */
  constructor(map, lines, drawn) {
    Object.assign(this, { map, lines, drawn });
    this.renderer = rendererOf("control");
    this.shapes = lines.map((_, number) => this.shapesOf(drawn[number], number));
    this.squares = lines.map((_, number) => (drawn[number].holdings.count ? Squares.make(map, drawn[number].holdings) : null));
    this.main = lines.findIndex((_, number) => drawn[number].arcs.ru_held);
    this.changes = new Changes(map);
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
      if (this.squares[number]) this.squares[number].show(frame < 0 ? [] : this.drawn[number].holdings.on(day));
    });
    this.showChanges(day, compare, hidden);
  }

  showShape(one, frame) {
    if (one.frame === frame) return;
    one.frame = frame;
    one.shape.setLatLngs(frame < 0 ? [] : one.of(frame));
  }

  /** Hatch what the first drawn line of Russian-held ground gained and lost between the two days. */
  showChanges(day, compare, hidden) {
    const frames = this.comparedFrames(day, compare, hidden);
    if (frames) this.changes.show(this.drawn[this.main].arcs.ru_held, frames[0], frames[1]);
    else this.changes.clear();
  }

  /** The earlier and the later snapshot that are compared, or null where there are not two. */
  comparedFrames(day, compare, hidden) {
    if (compare === null || day === null || this.main < 0 || hidden.has(this.main)) return null;
    const frames = [compare, day].sort((a, b) => a - b).map((when) => snapshotAt(this.lines[this.main], when));
    return frames.includes(-1) ? null : frames;
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
