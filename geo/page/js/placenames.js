// Names on the map: of the places that claims are about, then of cities, largest first: as many as fit without touching.

import { layAreas } from "./arealabels.js";
import { h } from "./dom.js";
import { Room, crosses, edgesOf, overlaysOf, shorten, widthOf, windowOf } from "./labels.js";

const MOST_CITIES = 60; // names of cities in one view
const LARGE_CITY = 500000; // people of a city whose name is bold
const BOLD_NAME = "600 12.5px system-ui, sans-serif"; // as .fl-city-told and .fl-city-large
const PLAIN_NAME = "11.5px system-ui, sans-serif"; // as .fl-city
const NAME_HALF_PX = 9; // half the height of a name
const APART_PX = 8; // a name is further than this from every other mark: it would seem to be that one's
const SAME_PX = 7; // a settlement's square this near to a city's point is that city's
const WIDEST_RING = 40; // pixels; beside a ring up to this wide a name stands outside it

export class PlaceNames {
  constructor(map, cities, words) {
    Object.assign(this, { map, cities, words, marks: [], areas: [], frontlines: null });
    this.pane = map.getPane("fl-names");
    map.on("zoomend moveend resize", () => this.ask());
    // Whatever lies over the map opens, closes and grows.
    this.sizes = new ResizeObserver(() => this.ask());
    for (const element of overlaysOf(map)) this.sizes.observe(element);
    this.ask();
  }

  /** Name the marks of claims and keep clear of them, and lay the labels of areas; all as `Marks` draws them. */
  avoid(marks, areas) {
    Object.assign(this, { marks, areas });
    this.ask();
  }

  leave() {
    cancelAnimationFrame(this.asked);
    this.sizes.disconnect();
  }

  /** Many days can be shown between two frames. */
  ask() {
    cancelAnimationFrame(this.asked);
    this.asked = requestAnimationFrame(() => this.draw());
  }

  draw() {
    const squares = this.frontlines ? this.frontlines.squareBoxes() : [];
    const room = new Room([...edgesOf(this.map), ...this.marks.map(({ box }) => box), ...squares]);
    const edge = windowOf(this.map);
    for (const mark of this.marks) mark.reach = [mark.box[0] - APART_PX, mark.box[1] - APART_PX, mark.box[2] + APART_PX, mark.box[3] + APART_PX];
    const others = new Room(this.marks.map(({ reach }) => reach));
    const told = this.marks.map((mark) => this.nameMark(mark, room, edge, others)).filter(Boolean);
    layAreas(this.map, room, this.areas);
    this.pane.replaceChildren(...told, ...this.nameCities(room, edge, squares));
  }

  /** The name of a mark: right, left, below, above or at a corner of it, or nowhere. */
  nameMark({ x, y, half, ring, reach, place, more }, room, edge, others) {
    const name = place.names[this.words.language] || place.name;
    const text = `${shorten(name)}${more ? ` ${this.words.morePlaces(more)}` : ""}`;
    const width = widthOf(text, BOLD_NAME);
    const gap = (ring && ring <= WIDEST_RING ? Math.max(half, ring) : half) + 4;
    const beside = [x + gap, x - gap - width];
    const over = [y + gap + NAME_HALF_PX - 4, y - gap - NAME_HALF_PX + 4];
    const corners = [y + gap - 4, y - gap + 4].flatMap((at) => [[x + gap - 6, at], [x - gap - width + 6, at]]);
    const spots = [...beside.map((left) => [left, y]), ...over.map((at) => [x - width / 2, at]), ...corners];
    const own = spots.filter(([left, middle]) => others.free([left, middle - NAME_HALF_PX, left + width, middle + NAME_HALF_PX], reach));
    const at = this.settle(own, width, room, edge);
    return at && nameAt([h("bdi", {}, shorten(name)), more ? h("span", { class: "fl-more-places" }, ` ${this.words.morePlaces(more)}`) : null], ...at, "fl-city-told");
  }

  nameCities(room, edge, squares) {
    const zoom = this.map.getZoom();
    const least = zoom >= 9 ? 0 : zoom >= 7.5 ? 40000 : zoom >= 6 ? 120000 : zoom >= 5 ? 300000 : 900000;
    const bounds = this.map.getBounds().pad(0.1);
    const shown = [];
    for (const city of this.cities) {
      const [, lon, lat, population] = city;
      if (shown.length >= MOST_CITIES || population < least || !bounds.contains([lat, lon])) continue;
      const name = this.nameCity(city, room, edge, squares);
      if (name) shown.push(name);
    }
    return shown;
  }

  /** A city's name beside its dot, or beside the square that a layer draws there. */
  nameCity(city, room, edge, squares) {
    const [latin, lon, lat, population, uk, ru] = city;
    const name = { uk, ru }[this.words.language] || latin;
    const { x, y } = this.map.latLngToLayerPoint([lat, lon]);
    const square = squares.find((box) => Math.abs((box[0] + box[2]) / 2 - x) < SAME_PX && Math.abs((box[1] + box[3]) / 2 - y) < SAME_PX);
    const [left, right] = square ? [square[0] - 4, square[2] + 4] : [x - 6, x + 6];
    const width = widthOf(name, population > LARGE_CITY ? BOLD_NAME : PLAIN_NAME);
    if (!square && !room.free([x - 2, y - 2, x + 2, y + 2])) return null;
    const at = this.settle([[right, y], [left - width, y]], width, room, edge);
    if (!at) return null;
    const dot = square ? "" : at[0] < x ? "fl-city-dot fl-dot-after" : "fl-city-dot";
    return nameAt([h("bdi", {}, name)], ...at, `${population > LARGE_CITY ? "fl-city-large" : ""} ${dot}`);
  }

  /** The first spot (left end, middle of the height) where a name fits, which is then taken; null when there is none. */
  settle(spots, width, room, edge) {
    const boxes = spots.map(([left, y]) => [left - 2, y - NAME_HALF_PX, left + width + 2, y + NAME_HALF_PX]);
    const within = boxes.filter((box) => !crosses(box, edge));
    const found = room.take(within);
    return found < 0 ? null : spots[boxes.indexOf(within[found])];
  }
}

function nameAt(parts, left, y, className) {
  const label = h("span", { class: `fl-city ${className}` }, parts);
  L.DomUtil.setPosition(label, L.point(left, y));
  return label;
}
