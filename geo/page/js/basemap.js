// Land, borders and names under everything else.

/** Panes from bottom to top; folium layers a user adds lie in Leaflet's own overlay pane, at 400. */
const PANES = { land: 210, regions: 240, control: 300, border: 340, squares: 350, names: 360, areas: 420, places: 560, chosen: 640 };
const TOUCHED = ["areas", "places"];

export function makeMap(container, id) {
  container.id = id;
  const map = L.map(container, {
    zoomControl: false, minZoom: 2, maxZoom: 15, zoomSnap: 0.5, worldCopyJump: false,
    maxBounds: [[-75, -200], [86, 200]], attributionControl: true, fadeAnimation: false,
  });
  map.attributionControl.setPrefix(false);
  for (const [name, height] of Object.entries(PANES)) {
    map.createPane(`fl-${name}`).style.zIndex = height;
    if (!TOUCHED.includes(name)) map.getPane(`fl-${name}`).style.pointerEvents = "none";
  }
  L.control.zoom({ position: "topleft" }).addTo(map);
  map.scale = L.control.scale({ position: "bottomright", imperial: false, maxWidth: 120 }).addTo(map);
  return map;
}

/** An SVG renderer of a pane that draws a little beyond the window, so that panning shows no bare edge. */
export function rendererOf(pane) {
  const Sharp = L.SVG.extend({
    // Leaflet moves what it has drawn by fractions of a pixel, which blurs every line.
    _updateTransform(...where) {
      L.SVG.prototype._updateTransform.apply(this, where);
      const { style } = this._container;
      if (where[1] === this._zoom) style.transform = style.transform.replace(/-?[\d.]+(?=px)/g, (pixels) => Math.round(pixels));
    },
  });
  return new Sharp({ pane: `fl-${pane}`, padding: 0.6 });
}

/** Draw land, state borders and oblast lines from their arcs. */
export function drawBase(map, far, farBorders, near, across = false) {
  const [land, regions, border] = ["land", "regions", "border"].map(rendererOf);
  const area = (rings) => L.polygon(rings, { renderer: land, className: "fl-land", interactive: false, smoothFactor: 0.7 }).addTo(map);
  const lines = (paths, className, renderer = border) => L.polyline(paths, { renderer, className, interactive: false, smoothFactor: 0.7 }).addTo(map);
  area(far.ringsAt(0));
  lines(farBorders.pathsAt(0), "fl-border");
  if (across) area(east(far.ringsAt(0)));
  if (across) lines(east(farBorders.pathsAt(0)), "fl-border");
  if (!near) return;
  area(near.ringsAt(0));
  lines(near.pathsAt(2), "fl-region-line", regions);
  lines(near.pathsAt(1), "fl-border");
}

/** The same paths once around the globe further east. */
function east(paths) {
  return paths.map((path) => path.map(([lat, lon]) => [lat, lon + 360]));
}
