// Claims on the map, drawn as well as their place is known.

import { glyph, ring, VERDICTS } from "./glyphs.js";
import { h } from "./dom.js";
import { rendererOf } from "./basemap.js";

const CELL = 34; // pixels; closer than this, claims gather into a ring with their number
const DASHED_FROM = 5000; // metres; a wider uncertainty is drawn dashed
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
    // Labels of areas keep clear of the glyphs, which mark exact places and so cannot move.
    this.taken = clusters.map(({ members: [{ place }] }) => this.boxAt(place, 40, 40, 0));
    const wanted = new Map();
    for (const area of near.filter(({ place }) => place.how !== "point")) wanted.set(`area ${this.nameOf([area])}`, () => this.drawArea(area));
    for (const { members } of clusters) wanted.set(`${this.map.getZoom()} ${this.nameOf(members)}`, () => this.drawCluster(members));
    // What stays the same from one day to the next stays on the map; labels of areas are laid anew, because they make way.
    for (const [name, layers] of this.drawn) if (!wanted.has(name) || name.startsWith("area")) this.drop(name, layers);
    for (const [name, make] of wanted) if (!this.drawn.has(name)) this.drawn.set(name, make().filter(Boolean));
    this.drawSelected();
    this.onDraw(this.taken);
  }

  drop(name, layers) {
    for (const layer of layers) layer.remove();
    this.drawn.delete(name);
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
        const cell = cells.get(`${column - 1 + (near % 3)},${row - 1 + Math.floor(near / 3)}`);
        if (cell && Math.hypot(cell.x - x, cell.y - y) < CELL) home = cell;
      }
      if (home) {
        home.members.push(point);
        continue;
      }
      const cluster = { x, y, members: [point] };
      clusters.push(cluster);
      if (!cells.has(`${column},${row}`)) cells.set(`${column},${row}`, cluster);
    }
    return clusters;
  }

  boxAt(place, width, height, shift) {
    const { x, y } = this.map.latLngToLayerPoint([place.lat, place.lon]);
    return [x - width / 2, y + shift - height / 2, x + width / 2, y + shift + height / 2];
  }

  /** How many pixels a label moves up or down to lie free; none where nothing is free. */
  freeShift(place, width) {
    for (const shift of [0, -32, 32, -58, 58]) {
      const box = this.boxAt(place, width, 24, shift);
      if (this.taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
      this.taken.push(box);
      return shift;
    }
    return 0;
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

  uncertainty(place, verdict, strong) {
    if (!place.radius) return null;
    const className = `fl-uncertain fl-${verdict} ${place.radius >= DASHED_FROM ? "fl-dashed" : ""} ${strong ? "fl-strong" : ""}`;
    return L.circle([place.lat, place.lon], { renderer: this.renderer, radius: place.radius, className, interactive: false }).addTo(this.shapes);
  }

  /** A region, a sector or a wide ring: its outline, and a label in it instead of a pin. */
  drawArea({ place, indices }) {
    const verdict = this.verdictOf(indices);
    const strong = indices.includes(this.selected);
    const className = `fl-area fl-${place.how} fl-${verdict} ${strong ? "fl-strong" : ""}`;
    const shape = place.how === "ring" ? this.uncertainty(place, verdict, strong) : L.polygon(this.areas.ringsAt(place.area), { renderer: this.renderer, className, interactive: false }).addTo(this.shapes);
    const open = () => (indices.length === 1 ? this.onClaim(indices[0]) : this.onPlace(place.name, indices));
    const label = areaLabel(place, this.countsOf(indices), indices.length);
    label.style.top = `${this.freeShift(place, Math.min(190, 40 + 7 * place.name.length))}px`;
    const icon = L.divIcon({ className: "fl-area-label", html: label, iconSize: null });
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
  return h("span", {}, verdicts, h("bdi", {}, place.name), total > 1 ? ` ${total}` : null);
}
