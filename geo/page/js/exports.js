// What the filters leave, as GeoJSON, CSV and KML; made here, so that nothing has to be asked of a server.

import { NEVER } from "./claims.js";
import { h } from "./dom.js";
import { toIso } from "./days.js";

const COLUMNS = ["article", "claim", "quote", "translation", "type", "stance", "source", "sources", "actors", "from", "to", "place", "lon", "lat", "radius_m", "verdict", "reason", "sentence", "layer", "snapshot", "title", "publisher", "published", "url"];
// A cell that starts like this is run as a formula by spreadsheets (OWASP, "CSV Injection"); geo.review reads it back.
const FORMULA = /^'*[=+\-@\t\r\n]./s;

const WRITERS = { geojson: [toGeoJson, "application/geo+json"], csv: [toCsv, "text/csv"], kml: [toKml, "application/vnd.google-earth.kml+xml"] };

/** The text of an export of some claims, by their numbers. */
export function exportText(format, payload, indices, areas) {
  return WRITERS[format][0](payload, indices, areas);
}

/** Hand a file to the reader. */
export function download(name, data, type) {
  const address = URL.createObjectURL(data instanceof Blob ? data : new Blob([data], { type }));
  const anchor = h("a", { href: address, download: name, class: "fl-offscreen" });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

export function downloadExport(format, payload, indices, areas) {
  download(`claims.${format}`, exportText(format, payload, indices, areas), `${WRITERS[format][1]};charset=utf-8`);
}

function rowOf(payload, index) {
  const claim = payload.claims.detail(index);
  const article = payload.articles[claim.article];
  const { place } = claim;
  const day = (column) => (payload.claims[column][index] === NEVER ? null : toIso(payload.claims[column][index]));
  const finding = claim.finding || {};
  return {
    article: article.id, claim: payload.claims.ids[index], quote: claim.quote, translation: claim.translation ?? null, type: claim.type, stance: claim.stance,
    source: payload.claims.sourceOf(index).filter(Boolean)[0] ?? null, sources: claim.speakers.map(([name, role]) => name || role).join(" > "), actors: claim.actors.map((actor) => actor[1]).join("; "),
    from: day("from"), to: day("to"), place: place ? place.name : null, lon: place ? place.lon : null, lat: place ? place.lat : null, radius_m: place ? place.radius : null,
    verdict: claim.verdict, reason: finding.reason ?? null, sentence: finding.sentence ?? null, layer: finding.layer ?? null, snapshot: finding.snapshot ?? null,
    title: article.title, publisher: article.publisher, published: article.published, url: article.url,
  };
}

/** Attribution of everything the export rests on. */
export function creditsOf(payload) {
  const told = [...payload.lines, ...payload.credits].map((row) => `${row.attribution || row.title} (${row.licence})`);
  return [...new Set(told)].join("; ");
}

function toGeoJson(payload, indices, areas) {
  const features = indices.map((index) => ({ type: "Feature", geometry: geometryOf(payload.claims.place(index), areas), properties: rowOf(payload, index) }));
  return JSON.stringify({ type: "FeatureCollection", generator: payload.generator, attribution: creditsOf(payload), features }, null, 1);
}

/** A point where the point is what is known; the outline of an area as lines, since its rings are filled even-odd; else null. */
function geometryOf(place, areas) {
  if (!place) return null;
  if (place.area === undefined) return { type: "Point", coordinates: [place.lon, place.lat] };
  const rings = areas.ringsAt(place.area).map((ring) => [...ring, ring[0]].map(([lat, lon]) => [lon, lat]));
  return rings.length === 1 ? { type: "Polygon", coordinates: rings } : { type: "MultiLineString", coordinates: rings };
}

function toCsv(payload, indices) {
  const cell = (value) => {
    if (value === null || value === undefined) return "";
    if (typeof value === "number") return String(value);
    const safe = FORMULA.test(value) ? `'${value}` : value;
    return /["\n\r,]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const rows = indices.map((index) => rowOf(payload, index)).map((row) => COLUMNS.map((column) => cell(row[column])).join(","));
  return `\ufeff${[COLUMNS.join(","), ...rows].join("\r\n")}\r\n`;
}

function toKml(payload, indices, areas) {
  const places = indices.map((index) => [rowOf(payload, index), geometryOf(payload.claims.place(index), areas)]).filter(([, geometry]) => geometry);
  const placemarks = places.map(([row, geometry]) => `<Placemark><name>${xml(row.place)}</name><description>${xml(`${row.verdict}: ${row.quote} ${row.sentence || ""} ${row.title || ""} ${row.url || ""}`)}</description>${kmlDays(row)}${kmlShape(geometry)}</Placemark>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>${xml(payload.title)}</name><description>${xml(creditsOf(payload))}</description>\n${placemarks.join("\n")}\n</Document></kml>\n`;
}

function kmlDays({ from, to }) {
  if (!from && !to) return "";
  return `<TimeSpan>${from ? `<begin>${from}</begin>` : ""}${to ? `<end>${to}</end>` : ""}</TimeSpan>`;
}

function kmlShape({ type, coordinates }) {
  const told = (points) => `<coordinates>${points.map((point) => point.join(",")).join(" ")}</coordinates>`;
  if (type === "Point") return `<Point>${told([coordinates])}</Point>`;
  if (type === "Polygon") return `<Polygon><outerBoundaryIs><LinearRing>${told(coordinates[0])}</LinearRing></outerBoundaryIs></Polygon>`;
  return `<MultiGeometry>${coordinates.map((ring) => `<LineString>${told(ring)}</LineString>`).join("")}</MultiGeometry>`;
}

/** Text for XML: what XML cannot hold at all is left out. */
function xml(text) {
  const allowed = String(text ?? "").toWellFormed().replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
  return allowed.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
