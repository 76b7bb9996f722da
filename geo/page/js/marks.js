// Claims on the map, drawn as well as their place is known.

import { glyph, ring, VERDICTS } from "./glyphs.js";
import { h } from "./dom.js";
import { rendererOf } from "./basemap.js";
import { gather } from "./clusters.js";
import { shorten, widthOf } from "./labels.js";

const DASHED_FROM = 5000; // metres; a wider uncertainty is drawn dashed
const LABEL_FONT = "italic 12px system-ui, sans-serif"; // as .fl-area-label
const LABEL_WIDEST = 230;
const BEYOND = 0.5; // how far around the window marks are drawn, in windows

export class Marks {
  constructor(map, payload, areas, { words, onClaim, onPlace, onDraw }) {
    Object.assign(this, { map, areas, words, onClaim, onPlace, onDraw, places: payload.places, claims: payload.claims });
    this.renderer = rendererOf("areas");
    this.chosen = rendererOf("chosen");
    this.shapes = L.layerGroup().addTo(map);
    this.glyphs = L.layerGroup().addTo(map);
    this.halo = L.layerGroup().addTo(map);
    this.dots = L.layerGroup().addTo(map);
    this.drawn = new Map();
    this.leads = new Map(); // of each place, the one whose mark stands for it
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
      const dot = L.circleMarker([place.lat, place.shownLon], { renderer: this.renderer, radius: 3, className: "fl-mentioned" });
      dot.bindTooltip(() => h("bdi", {}, place.name), { direction: "top", className: "fl-tip" });
      this.dots.addLayer(dot);
      offTheWalk(dot);
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
    // The place with the most claims gathers those around it, so that a ring stands where its name says.
    this.groups = [...byPlace].map(([anchor, indices]) => ({ anchor, place: this.places[anchor], indices })).sort((a, b) => b.indices.length - a.indices.length);
    this.draw();
  }

  draw() {
    this.bounds = this.map.getBounds().pad(BEYOND);
    const near = this.groups.filter(({ place }) => place.how !== "point" || this.bounds.contains([place.lat, place.shownLon]));
    const clusters = gather(this.map, near.filter(({ place }) => place.how === "point"));
    const wanted = new Map();
    for (const area of near.filter(({ place }) => place.how !== "point")) {
      const name = `area ${this.nameOf([area])}`;
      wanted.set(name, () => this.drawArea(area, name));
    }
    for (const { members } of clusters) wanted.set(`${this.map.getZoom()} ${this.nameOf(members)}`, () => this.drawCluster(members));
    // What stays the same from one day to the next stays on the map.
    for (const [name, layers] of this.drawn) if (!wanted.has(name)) this.drop(name, layers);
    for (const [name, make] of wanted) if (!this.drawn.has(name)) this.drawn.set(name, make().filter(Boolean));
    this.leads = new Map(clusters.flatMap(({ members }) => members.map(({ place }) => [place, members[0].place])));
    this.drawSelected();
    // Glyphs mark exact places and so cannot move; every word on the map makes way for them.
    this.onDraw(clusters.map(({ members }) => this.markOf(members)), [...this.labels.values()]);
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

  /** What the words on the map have to know of a mark: where it is, how wide, which place it names first and how many more. */
  markOf(members) {
    const { place } = members[0];
    const { x, y } = this.map.latLngToLayerPoint([place.lat, place.shownLon]);
    const chosen = members.some(({ indices }) => indices.includes(this.selected));
    const single = members.length === 1 && members[0].indices.length === 1;
    const half = chosen ? 23 : single ? 13 : 20;
    const ring = members.length === 1 && place.radius ? metresInPixels(this.map, place, place.radius) : 0;
    return { x, y, half, ring, box: [x - half, y - half, x + half, y + half], place, more: members.length - 1 };
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
    return [uncertainty, this.marker([place.lat, place.shownLon], icon, `${names}: ${this.words.count(indices.length)} (${told})`, open)];
  }

  zoomTo(members) {
    const bounds = L.latLngBounds(members.map(({ place }) => [place.lat, place.shownLon]));
    this.map.fitBounds(bounds.pad(0.4), { maxZoom: Math.max(this.map.getZoom() + 2, 9) });
  }

  drawGlyph(place, index) {
    const chosen = index === this.selected;
    const verdict = this.claims.verdict(index);
    const size = chosen ? 26 : 22;
    const icon = L.divIcon({ className: "fl-mark", html: glyph(verdict, size), iconSize: [size, size] });
    return [this.uncertainty(place, verdict, chosen), this.marker([place.lat, place.shownLon], icon, `${place.name}: ${this.words.verdict(verdict)}`, () => this.onClaim(index), index)];
  }

  uncertainty(place, verdict, strong, interactive = false) {
    if (!place.radius) return null;
    const className = `fl-uncertain fl-${verdict} ${place.radius >= DASHED_FROM ? "fl-dashed" : ""} ${strong ? "fl-strong" : ""}`;
    return L.circle([place.lat, place.shownLon], { renderer: this.renderer, radius: place.radius, className, interactive }).addTo(this.shapes);
  }

  /** A region, a sector or a wide ring: its outline, and a label in it instead of a pin. */
  drawArea({ place, indices }, name) {
    const verdict = this.verdictOf(indices);
    const strong = indices.includes(this.selected);
    const className = `fl-area fl-${place.how} fl-${verdict} ${strong ? "fl-strong" : ""}`;
    const shape = place.how === "ring" ? this.uncertainty(place, verdict, strong, true) : L.polygon(this.ringsOf(place), { renderer: this.renderer, className, interactive: true }).addTo(this.shapes);
    const open = () => (indices.length === 1 ? this.onClaim(indices[0]) : this.onPlace(place.name, indices));
    const counts = this.countsOf(indices);
    const label = areaLabel(place, counts, indices.length);
    const icon = L.divIcon({ className: "fl-area-label", html: label, iconSize: null });
    if (shape) shape.bindTooltip(() => h("bdi", {}, place.name), { sticky: true, className: "fl-tip" }).on("click", open);
    if (shape) offTheWalk(shape);
    const narrow = 19 + 17 * Object.keys(counts).length + (indices.length > 1 ? 5 + 8 * String(indices.length).length : 0);
    const wide = Math.min(LABEL_WIDEST, narrow + 4 + widthOf(shorten(place.name), LABEL_FONT));
    this.labels.set(name, { place, shape, element: label, strong, total: indices.length, narrow, wide });
    return [shape, this.marker([place.lat, place.shownLon], icon, `${place.name}: ${this.words.count(indices.length)}`, open, indices.length === 1 ? indices[0] : null)];
  }

  /** The rings of an area, where its place is drawn. */
  ringsOf({ area, lon, shownLon }) {
    const rings = this.areas.ringsAt(area);
    return lon === shownLon ? rings : rings.map((ring) => ring.map(([lat, east]) => [lat, east + shownLon - lon]));
  }

  marker(at, icon, name, open, index = null) {
    const marker = L.marker(at, { icon, keyboard: true, autoPanOnFocus: false, riseOnHover: true, title: name, zIndexOffset: index !== null && index === this.selected ? 1000 : 0 });
    marker.on("click", open).on("keydown", ({ originalEvent }) => ["Enter", " "].includes(originalEvent.key) && open()).addTo(this.glyphs);
    const element = marker.getElement();
    element.setAttribute("aria-label", name);
    if (index !== null) element.dataset.claim = this.claims.key(index);
    return marker;
  }

  drawSelected() {
    this.halo.clearLayers();
    const chosen = [this.selected, ...this.also].filter((index) => index !== null).map((index) => this.claims.place(index));
    // Of a claim that a ring has gathered in, the ring is the mark.
    for (const place of new Set(chosen.map((one) => this.leads.get(one) || one))) {
      if (!place || (place.how !== "point" && !this.also.length)) continue;
      L.circleMarker([place.lat, place.shownLon], { renderer: this.chosen, radius: 21, className: "fl-halo", interactive: false }).addTo(this.halo);
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

/** A browser takes an outline that has a tip for a control; its label is one already. */
function offTheWalk(shape) {
  const outline = shape.getElement();
  if (outline) outline.setAttribute("tabindex", "-1");
}

function areaLabel(place, counts, total) {
  const verdicts = VERDICTS.filter((word) => counts[word]).map((word) => glyph(word, 13));
  return h("span", {}, verdicts, h("bdi", {}, shorten(place.name)), total > 1 ? [" ", h("b", {}, total)] : null);
}

/** How many pixels a length in metres is at a place, along its meridian. */
function metresInPixels(map, place, metres) {
  const north = map.latLngToLayerPoint([place.lat + metres / 111320, place.shownLon]);
  return Math.abs(north.y - map.latLngToLayerPoint([place.lat, place.shownLon]).y);
}
