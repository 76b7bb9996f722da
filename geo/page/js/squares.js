// Settlements as small squares on one canvas: thousands cost no more than the pixels they cover.

import { h } from "./dom.js";

const HOLLOW = new Set(["claimed_ru", "claimed_ua", "advance_ru", "infiltration_ru"]); // claimed or only reached into, not held
const CROWD = 500; // squares in sight, beyond which words cannot keep clear of them
const REACH_PX = 8; // how near a pointer has to come

export const Squares = {
  /** A Leaflet layer that draws `rows` of `holdings`; made once Leaflet is there. */
  make(map, holdings) {
    const layer = new (L.Layer.extend(METHODS))();
    Object.assign(layer, { holdings, rows: [], changed: new Set() });
    return layer.addTo(map);
  },
};

const METHODS = {
  onAdd(map) {
    this.canvas = h("canvas", { class: "fl-squares", "aria-hidden": "true" });
    map.getPane("fl-squares").append(this.canvas);
    map.on("moveend zoomend resize", this.draw, this).on("mousemove", this.point, this);
    map.on("zoomstart", () => (this.canvas.style.visibility = "hidden"));
    this.tip = L.tooltip({ direction: "top", className: "fl-tip" });
    this.draw();
  },

  onRemove(map) {
    map.off("moveend zoomend resize", this.draw, this).off("mousemove", this.point, this);
    this.canvas.remove();
  },

  /** Show some spans; those that changed since the day compared with get a frame. */
  show(rows, changed = []) {
    this.rows = rows;
    this.changed = new Set(changed);
    this.draw();
  },

  draw() {
    const map = this._map;
    const size = map.getSize();
    const { canvas, holdings } = this;
    const scale = window.devicePixelRatio || 1;
    Object.assign(canvas, { width: size.x * scale, height: size.y * scale });
    Object.assign(canvas.style, { width: `${size.x}px`, height: `${size.y}px`, visibility: "" });
    L.DomUtil.setPosition(canvas, map.containerPointToLayerPoint([0, 0]));
    this.shown = [];
    if (!this.rows.length) return;
    const paint = canvas.getContext("2d");
    paint.scale(scale, scale);
    const half = this.rows.length > 2000 && map.getZoom() < 8 ? 1.5 : this.rows.length > 300 && map.getZoom() < 7 ? 3 : 4.5;
    this.half = half;
    const colours = holdings.sides.map((side) => coloursOf(canvas, side));
    for (const row of this.rows) {
      const { x, y } = map.latLngToContainerPoint([holdings.lat[holdings.place[row]], holdings.lon[holdings.place[row]]]);
      if (x < -half || y < -half || x > size.x + half || y > size.y + half) continue;
      drawSquare(paint, x, y, half, colours[holdings.side[row]]);
      if (this.changed.has(row)) frameSquare(paint, x, y, half + 3, colours[holdings.side[row]][1]);
      this.shown.push([x, y, row]);
    }
  },

  /** Where the squares in sight are, in layer pixels; none when they are a crowd. */
  boxes() {
    if (this.shown.length > CROWD) return [];
    const { x: left, y: top } = this._map.containerPointToLayerPoint([0, 0]);
    const half = this.half + 1;
    return this.shown.map(([x, y]) => [left + x - half, top + y - half, left + x + half, top + y + half]);
  },

  /** Tell the settlement under the pointer. */
  point({ containerPoint: { x, y } }) {
    let [near, least] = [null, REACH_PX];
    for (const one of this.shown) {
      const away = Math.max(Math.abs(one[0] - x), Math.abs(one[1] - y));
      if (away < least) [near, least] = [one, away];
    }
    if (!near) return this.tip.remove();
    const place = this.holdings.place[near[2]];
    this.tip.setContent(h("span", { dir: "auto" }, this.holdings.text(near[2]))).setLatLng([this.holdings.lat[place], this.holdings.lon[place]]).addTo(this._map);
  },
};

function coloursOf(canvas, side) {
  const probe = h("i", { class: `fl-side-${side}` });
  canvas.after(probe);
  const style = getComputedStyle(probe);
  const colours = [HOLLOW.has(side) ? "--paper" : "--control", "--front", "--paper"].map((name) => style.getPropertyValue(name));
  probe.remove();
  return colours;
}

function frameSquare(paint, x, y, half, edge) {
  paint.strokeStyle = edge;
  paint.lineWidth = 1.6;
  paint.strokeRect(x - half, y - half, 2 * half, 2 * half);
}

function drawSquare(paint, x, y, half, [fill, edge, paper]) {
  if (half > 2) {
    paint.fillStyle = edge;
    paint.fillRect(x - half - 1, y - half - 1, 2 * half + 2, 2 * half + 2);
    paint.fillStyle = paper;
    paint.fillRect(x - half, y - half, 2 * half, 2 * half);
  }
  paint.fillStyle = fill;
  const inner = half > 2 ? half - 1.4 : half;
  paint.fillRect(x - inner, y - inner, 2 * inner, 2 * inner);
}
