// Land, borders and names under everything else.

import { h } from "./dom.js";

/** Panes from bottom to top; folium layers a user adds lie in Leaflet's own overlay pane, at 400. */
const PANES = { land: 210, control: 300, border: 340, names: 360, areas: 420, places: 560 };

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
  L.control.scale({ position: "bottomright", imperial: false, maxWidth: 120 }).addTo(map);
  return map;
}

/** An SVG renderer of a pane that draws a little beyond the window, so that panning shows no bare edge. */
export function rendererOf(pane) {
  return L.svg({ pane: `fl-${pane}`, padding: 0.6 });
}

/** Draw land, state borders and oblast lines from their arcs. */
export function drawBase(map, far, near) {
  const [land, border] = [rendererOf("land"), rendererOf("border")];
  const area = (rings) => L.polygon(rings, { renderer: land, className: "fl-land", interactive: false, smoothFactor: 0.7 }).addTo(map);
  const lines = (paths, className) => L.polyline(paths, { renderer: border, className, interactive: false, smoothFactor: 0.7 }).addTo(map);
  area(far.ringsAt(0));
  if (!near) return;
  area(near.ringsAt(0));
  lines(near.pathsAt(2), "fl-region-line");
  lines(near.pathsAt(1), "fl-border");
}

/** Names of the places that claims are about, then of cities, largest first: as many as fit without touching. */
export class PlaceNames {
  constructor(map, places, cities) {
    this.map = map;
    const told = places.filter((place) => place.claimed && place.how === "point").map((place) => [place.name, place.lon, place.lat, Infinity]);
    const near = ([, lon, lat]) => told.some((place) => Math.abs(place[1] - lon) < 0.05 && Math.abs(place[2] - lat) < 0.05);
    this.names = [...told, ...cities.filter((city) => !near(city))];
    this.pane = map.getPane("fl-names");
    map.on("zoomend moveend resize", () => this.draw());
    this.draw();
  }

  draw() {
    const zoom = this.map.getZoom();
    const least = zoom >= 9 ? 0 : zoom >= 7.5 ? 40000 : zoom >= 6 ? 120000 : zoom >= 5 ? 300000 : 900000;
    const bounds = this.map.getBounds().pad(0.1);
    const taken = [];
    const shown = [];
    for (const [name, lon, lat, population] of this.names) {
      if (shown.length >= 60 || population < least || !bounds.contains([lat, lon])) continue;
      const { x, y } = this.map.latLngToLayerPoint([lat, lon]);
      const gap = population === Infinity ? 16 : 0;
      const box = [x - 6 - gap, y - 11, x + 12 + gap + name.length * 6.6, y + 11];
      if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
      taken.push(box);
      shown.push(nameAt(name, x + gap, y, population));
    }
    this.pane.replaceChildren(...shown);
  }
}

function nameAt(name, x, y, population) {
  const size = population === Infinity ? "fl-city-told" : population > 500000 ? "fl-city-large" : "";
  const label = h("bdi", { class: `fl-city ${size}` }, name);
  L.DomUtil.setPosition(label, L.point(x, y));
  return label;
}
