// Claims on the map, drawn as well as their place is known.

import { glyph, ring, VERDICTS } from "./glyphs.js";
import { h } from "./dom.js";
import { rendererOf } from "./basemap.js";
import { shorten, widthOf } from "./labels.js";

const CELL = 42; // pixels; closer than this, claims gather into a ring with their number
const DASHED_FROM = 5000; // metres; a wider uncertainty is drawn dashed
const LABEL_FONT = "italic 12px system-ui, sans-serif"; // as .fl-area-label
const LABEL_WIDEST = 230;
const BEYOND = 0.5; // how far around the window marks are drawn, in windows

export class Marks {
  constructor(map, payload, areas, { words, onClaim, onPlace, onDraw }) {
    Object.assign(this, { map, areas, words, onClaim, onPlace, onDraw, places: payload.places, claims: payload.claims });
    this.renderer = rendererOf("areas");
    this.shapes = L.layerGroup().addTo(map);
    this.glyphs = L.layerGroup().addTo(map);
    this.halo = L.layerGroup().addTo(map);
    this.dots = L.layerGroup().addTo(map);
    this.drawn = new Map();
    this.labels = new Map();
    this.groups = [];
    this.selected = null;
    this.also = []; // further claims to ring, when a notebook selects many
    map.on("zoomend", () => this.draw());
    map.on("moveend", () => this.bounds && !this.bounds.contains(map.getBounds()) && this.draw());
    this.drawMentioned();
  }

  /** Places that are named without a claim: small grey dots. */
  drawMentioned() {
    for (const place of this.places) {
      if (place.claimed || place.how !== "point") continue;
      const dot = L.circleMarker([place.lat, place.lon], { renderer: this.renderer, radius: 3, className: "fl-mentioned" });
      dot.bindTooltip(() => h("bdi", {}, place.name), { direction: "top", className: "fl-tip" });
      this.dots.addLayer(dot);
    }
  }

  /** Show some claims, by their numbers. */
  show(visible, selected) {
    this.selected = selected;
    const byPlace = new Map();
    for (const index of visible) {
      const anchor = this.claims.anchor[index];
      if (anchor < 0) continue;
      if (!byPlace.has(anchor)) byPlace.set(anchor, []);
      byPlace.get(anchor).push(index);
    }
    this.groups = [...byPlace].map(([anchor, indices]) => ({ anchor, place: this.places[anchor], indices }));
    this.draw();
  }

  draw() {
    this.bounds = this.map.getBounds().pad(BEYOND);
    const near = this.groups.filter(({ place }) => place.how !== "point" || this.bounds.contains([place.lat, place.lon]));
    const clusters = this.gather(near.filter(({ place }) => place.how === "point"));
    const wanted = new Map();
    for (const area of near.filter(({ place }) => place.how !== "point")) {
      const name = `area ${this.nameOf([area])}`;
      wanted.set(name, () => this.drawArea(area, name));
    }
    for (const { members } of clusters) wanted.set(`${this.map.getZoom()} ${this.nameOf(members)}`, () => this.drawCluster(members));
    // What stays the same from one day to the next stays on the map.
    for (const [name, layers] of this.drawn) if (!wanted.has(name)) this.drop(name, layers);
    for (const [name, make] of wanted) if (!this.drawn.has(name)) this.drawn.set(name, make().filter(Boolean));
    this.drawSelected();
    // Glyphs mark exact places and so cannot move; every word on the map makes way for them.
    this.onDraw(clusters.map(({ members }) => this.boxOf(members)), [...this.labels.values()]);
  }

  drop(name, layers) {
    for (const layer of layers) layer.remove();
    this.drawn.delete(name);
    this.labels.delete(name);
  }

  /** What a mark shows, as a text: two marks of one name look alike. */
  nameOf(members) {
    return members.map(({ anchor, indices }) => `${anchor}:${this.words.language}:${indices.includes(this.selected) ? this.selected : ""}:${indices.join(".")}`).join(" ");
  }

  /** Put places that would touch on the screen into one cluster. */
  gather(points) {
    const clusters = [];
    const cells = new Map();
    for (const point of points) {
      const { x, y } = this.map.project([point.place.lat, point.place.lon]);
      const [column, row] = [Math.floor(x / CELL), Math.floor(y / CELL)];
      let home = null;
      for (let near = 0; near < 9 && !home; near++) {
        const cell = cells.get(`${column - 1 + (near % 3)},${row - 1 + Math.floor(near / 3)}`) || [];
        home = cell.find((one) => Math.hypot(one.x - x, one.y - y) < CELL);
      }
      if (home) {
        home.members.push(point);
        continue;
      }
      const cluster = { x, y, members: [point] };
      clusters.push(cluster);
      cells.set(`${column},${row}`, [...(cells.get(`${column},${row}`) || []), cluster]);
    }
    return clusters;
  }

  boxOf(members) {
    const { x, y } = this.map.latLngToLayerPoint([members[0].place.lat, members[0].place.lon]);
    const half = members.some(({ indices }) => indices.includes(this.selected)) ? 23 : 20;
    return [x - half, y - half, x + half, y + half];
  }

  drawCluster(members) {
    const indices = members.flatMap((member) => member.indices);
    const { place } = members[0];
    if (indices.length === 1) return this.drawGlyph(place, indices[0]);
    const names = [...new Set(members.map((member) => member.place.name))].slice(0, 4).join(", ");
    const counts = this.countsOf(indices);
    const icon = L.divIcon({ className: "fl-cluster", html: ring(counts), iconSize: [38, 38] });
    const open = () => (members.length > 1 && this.map.getZoom() < 12 ? this.zoomTo(members) : this.onPlace(names, indices));
    const told = VERDICTS.filter((word) => counts[word]).map((word) => `${counts[word]} ${this.words.verdict(word)}`).join(", ");
    const uncertainty = members.length === 1 ? this.uncertainty(place, this.verdictOf(indices), indices.includes(this.selected)) : null;
    return [uncertainty, this.marker([place.lat, place.lon], icon, `${names}: ${this.words.count(indices.length)} (${told})`, open)];
  }

  zoomTo(members) {
    const bounds = L.latLngBounds(members.map(({ place }) => [place.lat, place.lon]));
    this.map.fitBounds(bounds.pad(0.4), { maxZoom: Math.max(this.map.getZoom() + 2, 9) });
  }

  drawGlyph(place, index) {
    const chosen = index === this.selected;
    const verdict = this.claims.verdict(index);
    const size = chosen ? 26 : 22;
    const icon = L.divIcon({ className: "fl-mark", html: glyph(verdict, size), iconSize: [size, size] });
    return [this.uncertainty(place, verdict, chosen), this.marker([place.lat, place.lon], icon, `${place.name}: ${this.words.verdict(verdict)}`, () => this.onClaim(index), index)];
  }

  uncertainty(place, verdict, strong, interactive = false) {
    if (!place.radius) return null;
    const className = `fl-uncertain fl-${verdict} ${place.radius >= DASHED_FROM ? "fl-dashed" : ""} ${strong ? "fl-strong" : ""}`;
    return L.circle([place.lat, place.lon], { renderer: this.renderer, radius: place.radius, className, interactive }).addTo(this.shapes);
  }

  /** A region, a sector or a wide ring: its outline, and a label in it instead of a pin. */
  drawArea({ place, indices }, name) {
    const verdict = this.verdictOf(indices);
    const strong = indices.includes(this.selected);
    const className = `fl-area fl-${place.how} fl-${verdict} ${strong ? "fl-strong" : ""}`;
    const shape = place.how === "ring" ? this.uncertainty(place, verdict, strong, true) : L.polygon(this.areas.ringsAt(place.area), { renderer: this.renderer, className, interactive: true }).addTo(this.shapes);
    const open = () => (indices.length === 1 ? this.onClaim(indices[0]) : this.onPlace(place.name, indices));
    const counts = this.countsOf(indices);
    const label = areaLabel(place, counts, indices.length);
    const icon = L.divIcon({ className: "fl-area-label", html: label, iconSize: null });
    if (shape) shape.bindTooltip(() => h("bdi", {}, place.name), { sticky: true, className: "fl-tip" }).on("click", open);
    const narrow = 19 + 17 * Object.keys(counts).length + (indices.length > 1 ? 5 + 8 * String(indices.length).length : 0);
    const wide = Math.min(LABEL_WIDEST, narrow + 4 + widthOf(shorten(place.name), LABEL_FONT));
    this.labels.set(name, { place, shape, element: label, strong, total: indices.length, narrow, wide });
    return [shape, this.marker([place.lat, place.lon], icon, `${place.name}: ${this.words.count(indices.length)}`, open, indices.length === 1 ? indices[0] : null)];
  }

  marker(at, icon, name, open, index = null) {
    const marker = L.marker(at, { icon, keyboard: true, riseOnHover: true, title: name, zIndexOffset: index !== null && index === this.selected ? 1000 : 0 });
    marker.on("click", open).on("keydown", ({ originalEvent }) => ["Enter", " "].includes(originalEvent.key) && open()).addTo(this.glyphs);
    const element = marker.getElement();
    element.setAttribute("aria-label", name);
    if (index !== null) element.dataset.claim = this.claims.key(index);
    return marker;
  }

  drawSelected() {
    this.halo.clearLayers();
    const chosen = [this.selected, ...this.also].filter((index) => index !== null).map((index) => this.claims.place(index));
    for (const place of new Set(chosen)) {
      if (!place || (place.how !== "point" && !this.also.length)) continue;
      L.circleMarker([place.lat, place.lon], { renderer: this.renderer, radius: 21, className: "fl-halo", interactive: false }).addTo(this.halo);
    }
  }

  countsOf(indices) {
    const counts = {};
    for (const index of indices) counts[this.claims.verdict(index)] = (counts[this.claims.verdict(index)] || 0) + 1;
    return counts;
  }

  /** The verdict that all claims share, or "mixed". */
  verdictOf(indices) {
    const verdict = this.claims.verdict(indices[0]);
    return indices.every((index) => this.claims.verdict(index) === verdict) ? verdict : "mixed";
  }
}

function areaLabel(place, counts, total) {
  const verdicts = VERDICTS.filter((word) => counts[word]).map((word) => glyph(word, 13));
  return h("span", {}, verdicts, h("bdi", {}, shorten(place.name)), total > 1 ? [" ", h("b", {}, total)] : null);
}
