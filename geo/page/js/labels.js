// Room for words on the map: nothing is drawn half over another, and what is placed first keeps its place.

import { h } from "./dom.js";

const LABEL_LETTERS = 26; // letters of a described area; the whole name is told by the pointer and the card
const LABEL_SHIFTS = [0, -30, 30, -56, 56]; // pixels a label may move up or down
const LIES_OVER = ".leaflet-control-zoom, .leaflet-control-scale, .fl-legend, .fl-credit, .fl-card";

const widths = new Map();
let ruler = null;

/** Width of a text in pixels; the same words come back at every move of the map, so it is kept. */
export function widthOf(text, font) {
  const key = `${font} ${text}`;
  if (!widths.has(key)) {
    ruler = ruler || h("canvas").getContext("2d");
    ruler.font = font;
    widths.set(key, ruler.measureText(text).width);
  }
  return widths.get(key);
}

export function shorten(text, most = LABEL_LETTERS) {
  const letters = [...text];
  return letters.length > most ? `${letters.slice(0, most - 1).join("").trimEnd()}…` : text;
}

/** Boxes that are taken, as left, top, right, bottom in Leaflet's layer pixels. */
export class Room {
  constructor(taken) {
    this.taken = [...taken];
  }

  free([left, top, right, bottom]) {
    return !this.taken.some((other) => left < other[2] && right > other[0] && top < other[3] && bottom > other[1]);
  }

  /** The first of some boxes that is free, which is then taken; its number, or -1. */
  take(boxes) {
    const found = boxes.findIndex((box) => this.free(box));
    if (found >= 0) this.taken.push(boxes[found]);
    return found;
  }
}

/** What lies over the map: buttons, scale, legend, card. */
export function edgesOf(map) {
  const container = map.getContainer();
  const home = container.getBoundingClientRect();
  const corner = map.containerPointToLayerPoint([0, 0]);
  const boxes = [...container.parentElement.querySelectorAll(LIES_OVER)].map((element) => element.getBoundingClientRect()).filter((box) => box.width);
  return boxes.map((box) => [box.left - home.left + corner.x - 4, box.top - home.top + corner.y - 4, box.right - home.left + corner.x + 4, box.bottom - home.top + corner.y + 4]);
}

/** The window on the map in layer pixels, as a box. */
export function windowOf(map) {
  const [{ x, y }, size] = [map.containerPointToLayerPoint([0, 0]), map.getSize()];
  return [x, y, x + size.x, y + size.y];
}

/** Whether a box lies across the edge of another, half in and half out. */
export function crosses([left, top, right, bottom], edge) {
  const meets = left < edge[2] && right > edge[0] && top < edge[3] && bottom > edge[1];
  return meets && (left < edge[0] || right > edge[2] || top < edge[1] || bottom > edge[3]);
}

/**
 * Lay the labels of areas, those of the selection and of most claims first: whole, else as their glyphs alone, else not at all.
 * A label that is away gives its outline to the pointer instead.
 */
export function layAreas(map, room, labels) {
  const edge = windowOf(map);
  for (const label of [...labels].sort((a, b) => b.strong - a.strong || b.total - a.total)) {
    const { x, y } = map.latLngToLayerPoint([label.place.lat, label.place.lon]);
    const boxes = [label.wide, label.narrow].flatMap((width) => LABEL_SHIFTS.map((shift) => [x - width / 2, y + shift - 13, x + width / 2, y + shift + 13]));
    const allowed = boxes.map((box, number) => [number, box]).filter(([, box]) => !crosses(box, edge));
    const found = room.take(allowed.map(([, box]) => box));
    const number = found < 0 ? -1 : allowed[found][0];
    label.element.style.top = `${LABEL_SHIFTS[Math.max(0, number) % LABEL_SHIFTS.length]}px`;
    label.element.classList.toggle("fl-glyphs-only", number >= LABEL_SHIFTS.length);
    label.element.parentElement.classList.toggle("fl-away", number < 0);
    const outline = label.shape && label.shape.getElement();
    if (outline) outline.classList.toggle("fl-open", number < 0 || number >= LABEL_SHIFTS.length);
  }
}
