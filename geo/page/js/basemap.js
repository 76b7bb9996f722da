// Land, borders and names under everything else.

import { h } from "./dom.js";
import { Room, crosses, edgesOf, layAreas, widthOf, windowOf } from "./labels.js";

/** Panes from bottom to top; folium layers a user adds lie in Leaflet's own overlay pane, at 400. */
const PANES = { land: 210, control: 300, changes: 320, border: 340, squares: 350, names: 360, areas: 420, places: 560 };

export function makeMap(container, id) {
  container.id = id;
  const map = L.map(container, {
    zoomControl: false, minZoom: 2, maxZoom: 15, zoomSnap: 0.5, worldCopyJump: false,
    maxBounds: [[-75, -200], [86, 200]], attributionControl: true, fadeAnimation: false,
  });
  map.attributionControl.setPrefix(false);
  for (const [name, height] of Object.entries(PANES)) {
    map.createPane(`fl-${name}`).style.zIndex = height;
    if (name !== "areas" && name !== "places") map.getPane(`fl-${name}`).style.pointerEvents = "none";
  }
  L.control.zoom({ position: "topleft" }).addTo(map);
  map.scale = L.control.scale({ position: "bottomright", imperial: false, maxWidth: 120 }).addTo(map);
  return map;
}

/** An SVG renderer of a pane that draws a little beyond the window, so that panning shows no bare edge. */
export function rendererOf(pane) {
  return L.svg({ pane: `fl-${pane}`, padding: 0.6 });
}

/** Draw land, state borders and oblast lines from their arcs. */
export function drawBase(map, far, farBorders, near) {
  const [land, border] = [rendererOf("land"), rendererOf("border")];
  const area = (rings) => L.polygon(rings, { renderer: land, className: "fl-land", interactive: false, smoothFactor: 0.7 }).addTo(map);
  const lines = (paths, className) => L.polyline(paths, { renderer: border, className, interactive: false, smoothFactor: 0.7 }).addTo(map);
  area(far.ringsAt(0));
  lines(farBorders.pathsAt(0), "fl-border");
  if (!near) return;
  area(near.ringsAt(0));
  lines(near.pathsAt(2), "fl-region-line");
  lines(near.pathsAt(1), "fl-border");
}

/** Labels of areas, names of the places that claims are about, then of cities, largest first: as many as fit without touching. */
export class PlaceNames {
  constructor(map, places, cities) {
    Object.assign(this, { map, marks: [], areas: [] });
    const told = places.filter((place) => place.claimed && place.how === "point").map((place) => [place.name, place.lon, place.lat, Infinity]);
    const known = new Set(told.map(cellOf));
    this.names = [...told, ...cities.filter((city) => !known.has(cellOf(city)))];
    this.pane = map.getPane("fl-names");
    map.on("zoomend moveend resize", () => this.ask());
    map.getContainer().parentElement.addEventListener("toggle", () => this.ask(), true);
    this.ask();
  }

  /** Keep clear of the marks of claims, given as boxes in Leaflet's layer pixels, and lay the labels of areas. */
  avoid(marks, areas) {
    Object.assign(this, { marks, areas });
    this.ask();
  }

  /** Many days can be shown between two frames. */
  ask() {
    cancelAnimationFrame(this.asked);
    this.asked = requestAnimationFrame(() => this.draw());
  }

  draw() {
    const zoom = this.map.getZoom();
    const least = zoom >= 9 ? 0 : zoom >= 7.5 ? 40000 : zoom >= 6 ? 120000 : zoom >= 5 ? 300000 : 900000;
    const bounds = this.map.getBounds().pad(0.1);
    const room = new Room([...edgesOf(this.map), ...this.marks]);
    const edge = windowOf(this.map);
    layAreas(this.map, room, this.areas);
    const shown = [];
    for (const [name, lon, lat, population] of this.names) {
      if (shown.length >= 60 || population < least || !bounds.contains([lat, lon])) continue;
      const { x, y } = this.map.latLngToLayerPoint([lat, lon]);
      const gap = population === Infinity ? 16 : 0;
      const width = widthOf(name, population > 500000 ? "600 12.5px system-ui, sans-serif" : "11.5px system-ui, sans-serif");
      const sides = [[x + gap, x + gap + 5], [x - gap - width - 14, x - gap - width - 9]].slice(0, gap ? 2 : 1);
      const fitting = sides.map(([at, left]) => [at, [left - 4, y - 9, left + width + 4, y + 9]]).filter(([, box]) => !crosses(box, edge));
      const found = room.take(fitting.map(([, box]) => box));
      if (found >= 0) shown.push(nameAt(name, fitting[found][0], y, population));
    }
    this.pane.replaceChildren(...shown);
  }
}

/** Places of one cell of 0.05 degrees would be named twice. */
function cellOf([, lon, lat]) {
  return `${Math.round(lon * 20)} ${Math.round(lat * 20)}`;
}

function nameAt(name, x, y, population) {
  const size = population === Infinity ? "fl-city-told" : population > 500000 ? "fl-city-large" : "";
  const label = h("bdi", { class: `fl-city ${size}` }, name);
  L.DomUtil.setPosition(label, L.point(x, y));
  return label;
}
