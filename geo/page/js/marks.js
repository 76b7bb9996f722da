// Claims on the map, drawn as well as their place is known.

import { glyph, ring, VERDICTS } from "./glyphs.js";
import { h } from "./dom.js";
import { rendererOf } from "./basemap.js";

const CELL = 34; // pixels; closer than this, claims gather into a ring with their number
const DASHED_FROM = 5000; // metres; a wider uncertainty is drawn dashed

export class Marks {
  constructor(map, payload, areas, { words, onClaim, onPlace }) {
    Object.assign(this, { map, payload, areas, words, onClaim, onPlace });
    this.renderer = rendererOf("areas");
    this.shapes = L.layerGroup().addTo(map);
    this.glyphs = L.layerGroup().addTo(map);
    this.halo = L.layerGroup().addTo(map);
    this.dots = L.layerGroup().addTo(map);
    this.claims = [];
    this.selected = null;
    map.on("zoomend", () => this.draw());
    this.drawMentioned();
  }

  /** Places that are named without a claim: small grey dots. */
  drawMentioned() {
    for (const place of this.payload.places) {
      if (place.claimed || place.how !== "point") continue;
      const dot = L.circleMarker([place.lat, place.lon], { renderer: this.renderer, radius: 3, className: "fl-mentioned" });
      dot.bindTooltip(() => h("bdi", {}, place.name), { direction: "top", className: "fl-tip" });
      this.dots.addLayer(dot);
    }
  }

  show(claims, selected) {
    this.claims = claims;
    this.selected = selected;
    this.draw();
  }

  draw() {
    this.shapes.clearLayers();
    this.glyphs.clearLayers();
    const byPlace = new Map();
    for (const claim of this.claims) {
      if (!claim.place) continue;
      if (!byPlace.has(claim.anchor)) byPlace.set(claim.anchor, []);
      byPlace.get(claim.anchor).push(claim);
    }
    const places = [...byPlace].map(([anchor, claims]) => ({ place: this.payload.places[anchor], claims }));
    const clusters = this.gather(places.filter(({ place }) => place.how === "point"));
    // Labels of areas keep clear of the glyphs, which mark exact places and so cannot move.
    this.taken = clusters.map(({ members: [{ place }] }) => this.boxAt(place, 40, 40, 0));
    for (const { place, claims } of places) if (place.how !== "point") this.drawArea(place, claims);
    for (const cluster of clusters) this.drawCluster(cluster);
    this.drawSelected();
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

  drawCluster({ members }) {
    const claims = members.flatMap((member) => member.claims);
    const { place } = members[0];
    if (claims.length === 1) return this.drawGlyph(place, claims[0]);
    const names = [...new Set(members.map((member) => member.place.name))].slice(0, 4).join(", ");
    const icon = L.divIcon({ className: "fl-cluster", html: ring(countsOf(claims)), iconSize: [38, 38] });
    const open = () => (members.length > 1 && this.map.getZoom() < 12 ? this.zoomTo(members) : this.onPlace(names, claims));
    this.addMarker([place.lat, place.lon], icon, `${names}: ${this.words.count(claims.length)}`, open);
  }

  zoomTo(members) {
    const bounds = L.latLngBounds(members.map(({ place }) => [place.lat, place.lon]));
    this.map.fitBounds(bounds.pad(0.4), { maxZoom: Math.max(this.map.getZoom() + 2, 9) });
  }

  drawGlyph(place, claim) {
    const size = claim.index === this.selected ? 26 : 22;
    const icon = L.divIcon({ className: "fl-mark", html: glyph(claim.verdict, size), iconSize: [size, size] });
    this.drawUncertainty(place, claim.verdict, claim.index === this.selected);
    this.addMarker([place.lat, place.lon], icon, `${place.name}: ${this.words.verdict(claim.verdict)}`, () => this.onClaim(claim.index), claim);
  }

  drawUncertainty(place, verdict, strong) {
    if (!place.radius) return;
    const className = `fl-uncertain fl-${verdict} ${place.radius >= DASHED_FROM ? "fl-dashed" : ""} ${strong ? "fl-strong" : ""}`;
    L.circle([place.lat, place.lon], { renderer: this.renderer, radius: place.radius, className, interactive: false }).addTo(this.shapes);
  }

  /** A region, a sector or a wide ring: its outline, and a label in it instead of a pin. */
  drawArea(place, claims) {
    const counts = countsOf(claims);
    const verdict = VERDICTS.find((word) => counts[word] === claims.length) || "mixed";
    const strong = claims.some((claim) => claim.index === this.selected);
    if (place.how === "ring") this.drawUncertainty(place, verdict, strong);
    else {
      const className = `fl-area fl-${place.how} fl-${verdict} ${strong ? "fl-strong" : ""}`;
      L.polygon(this.areas.ringsAt(place.area), { renderer: this.renderer, className, interactive: false }).addTo(this.shapes);
    }
    const open = () => (claims.length === 1 ? this.onClaim(claims[0].index) : this.onPlace(place.name, claims));
    const label = areaLabel(place, counts, claims.length);
    label.style.top = `${this.freeShift(place, Math.min(190, 40 + 7 * place.name.length))}px`;
    const icon = L.divIcon({ className: "fl-area-label", html: label, iconSize: null });
    this.addMarker([place.lat, place.lon], icon, `${place.name}: ${this.words.count(claims.length)}`, open, claims.length === 1 ? claims[0] : null);
  }

  addMarker(at, icon, name, open, claim = null) {
    const marker = L.marker(at, { icon, keyboard: true, riseOnHover: true, title: name, zIndexOffset: claim && claim.index === this.selected ? 1000 : 0 });
    marker.on("click", open).on("keydown", ({ originalEvent }) => ["Enter", " "].includes(originalEvent.key) && open()).addTo(this.glyphs);
    const element = marker.getElement();
    element.setAttribute("aria-label", name);
    if (claim) element.dataset.claim = claim.key;
  }

  drawSelected() {
    this.halo.clearLayers();
    const claim = this.selected === null ? null : this.payload.claims[this.selected];
    if (!claim || !claim.place || claim.place.how !== "point") return;
    const at = [claim.place.lat, claim.place.lon];
    L.circleMarker(at, { renderer: this.renderer, radius: 21, className: "fl-halo", interactive: false }).addTo(this.halo);
  }
}

function countsOf(claims) {
  const counts = {};
  for (const { verdict } of claims) counts[verdict] = (counts[verdict] || 0) + 1;
  return counts;
}

function areaLabel(place, counts, total) {
  const label = document.createElement("span");
  const name = document.createElement("bdi");
  name.textContent = place.name;
  const verdicts = VERDICTS.filter((word) => counts[word]).map((word) => glyph(word, 13));
  label.append(...verdicts, name, ...(total > 1 ? [` ${total}`] : []));
  return label;
}
