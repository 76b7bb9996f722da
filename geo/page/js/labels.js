// Room for words on the map: nothing is drawn half over another, and what is placed first keeps its place.

import { h } from "./dom.js";

const LABEL_LETTERS = 26; // letters of a described area; the whole name is told by the pointer and the card
const CELL_PX = 64;
const LIES_OVER = ".leaflet-control-zoom, .leaflet-control-scale, .fl-legend, .fl-credit, .fl-card, .fl-uncompared";

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

export function meets(one, other) {
  return one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];
}

/** Whether a box lies across the edge of another, half in and half out. */
export function crosses(box, edge) {
  return meets(box, edge) && (box[0] < edge[0] || box[2] > edge[2] || box[1] < edge[1] || box[3] > edge[3]);
}

/** Boxes that are taken, as left, top, right, bottom in Leaflet's layer pixels, found by the cells they touch. */
export class Room {
  constructor(taken) {
    this.cells = new Map();
    for (const box of taken) this.add(box);
  }

  add(box) {
    for (const cell of cellsOf(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }

  /** Whether nothing that is taken meets a box, but for one of the boxes. */
  free(box, but = null) {
    return !cellsOf(box).some((cell) => (this.cells.get(cell) || []).some((other) => other !== but && meets(box, other)));
  }

  /** The first of some boxes that is free, which is then taken; its number, or -1. */
  take(boxes) {
    const found = boxes.findIndex((box) => this.free(box));
    if (found >= 0) this.add(boxes[found]);
    return found;
  }
}

function cellsOf([left, top, right, bottom]) {
  const cells = [];
  for (let column = Math.floor(left / CELL_PX); column <= right / CELL_PX; column++) {
    for (let row = Math.floor(top / CELL_PX); row <= bottom / CELL_PX; row++) cells.push(column * 1048576 + row);
  }
  return cells;
}

/** What lies over the map: buttons, scale, legend, card. */
export function overlaysOf(map) {
  return [...map.getContainer().parentElement.querySelectorAll(LIES_OVER)];
}

/** The boxes of what lies over the map, in layer pixels. */
export function edgesOf(map) {
  const home = map.getContainer().getBoundingClientRect();
  const corner = map.containerPointToLayerPoint([0, 0]);
  const boxes = overlaysOf(map).map((element) => element.getBoundingClientRect()).filter((box) => box.width);
  return boxes.map((box) => [box.left - home.left + corner.x - 4, box.top - home.top + corner.y - 4, box.right - home.left + corner.x + 4, box.bottom - home.top + corner.y + 4]);
}

/** The window on the map in layer pixels, as a box. */
export function windowOf(map) {
  const [{ x, y }, size] = [map.containerPointToLayerPoint([0, 0]), map.getSize()];
  return [x, y, x + size.x, y + size.y];
}
