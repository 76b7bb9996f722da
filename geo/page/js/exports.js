// What the filters leave, as GeoJSON, CSV and KML; made here, so that nothing has to be asked of a server.

import { NEVER } from "./claims.js";
import { creditLines, GAZETTEER } from "./cite.js";
import { toIso } from "./days.js";
import { h } from "./dom.js";
import { toKml } from "./kml.js";
import { geometryOfPolygons, polygonsOf } from "./polygons.js";

// As in the package's own claims tables, those columns that a page knows.
const COLUMNS = (
  "article claim quote translation type mode stance polarity certainty sources actors place place_id lon lat radius_m from_day to_day check verdict reason sentence context layer snapshot"
).split(" ");
const MORE_COLUMNS = "by_hand note title publisher author published language url attribution".split(" ");
// A cell that starts like this is run as a formula by spreadsheets (OWASP, "CSV Injection"), as in geo.review.cells, which reads it back.
const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]./s;
const UNFILED = /[\0\ufffe\uffff]/g; // a NUL makes binary data of a table; the others have no place in XML

const WRITERS = { geojson: [toGeoJson, "application/geo+json"], csv: [toCsv, "text/csv"], kml: [asKml, "application/vnd.google-earth.kml+xml"] };

/** The text of an export of some claims, by their numbers; `about` holds the page's `title` and the ISO `day` shown. */
export function exportText(format, payload, indices, areas, about) {
  return WRITERS[format][0](payload, indices, areas, about);
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

export function downloadExport(format, payload, indices, areas, about) {
  download(fileName(about, format), exportText(format, payload, indices, areas, about), `${WRITERS[format][1]};charset=utf-8`);
}

/** "kursk-from-the-border-2024-09-20.csv": the title's letters and digits of any script, and the day shown. */
export function fileName({ title, day }, ending) {
  const words = title.toWellFormed().normalize("NFC").toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) || ["frontline"];
  const name = [...words.join("-")].slice(0, 60).join("").replace(/-$/, "");
  return `${[name, day].filter(Boolean).join("-")}.${ending}`;
}

/** One claim as the columns of every format, the values as they are. */
function rowOf(payload, index) {
  const claim = payload.claims.detail(index);
  const article = payload.articles[claim.article];
  const { place } = claim;
  const finding = claim.finding || {};
  return {
    article: article.id, claim: payload.claims.ids[index], quote: claim.quote, translation: claim.translation, type: claim.type, mode: claim.mode, stance: claim.stance, polarity: claim.polarity, certainty: claim.certainty,
    sources: claim.speakers.map(([name, role]) => name || role).join(" > "), actors: claim.actors.map(([, name, role]) => `${name} (${role})`).join("; "), ...placeOf(place),
    from_day: isoDay(payload.claims.from, index), to_day: isoDay(payload.claims.to, index), check: finding.check, verdict: claim.finding ? claim.verdict : null, reason: finding.reason, sentence: finding.sentence,
    context: (finding.context || []).join(" ") || null, layer: finding.layer, snapshot: finding.snapshot,
    by_hand: claim.by_hand.join(" ") || null, note: claim.note, title: article.title, publisher: article.publisher, author: article.author, published: article.published, language: article.language,
    url: article.url, attribution: creditLines(payload).join(" "),
  };
}

/** A described area has no point and no radius of its own. */
function placeOf(place) {
  if (!place) return { place: null, place_id: null, lon: null, lat: null, radius_m: null };
  const { name, id, lon, lat, radius } = place;
  return place.how === "sector" ? { place: name, place_id: null, lon, lat, radius_m: null } : { place: name, place_id: id, lon, lat, radius_m: radius };
}

function isoDay(days, index) {
  return days[index] === NEVER ? null : toIso(days[index]);
}

/** RFC 7946, one feature a line, with the members of the package's own GeoJSON that say whom to credit. */
function toGeoJson(payload, indices, areas, { title, day }) {
  const shapes = shapesOf(payload, areas);
  const told = ({ name, maker, licence, attribution }) => ({ name, maker, licence, attribution });
  const head = {
    type: "FeatureCollection", name: "claims", title, day, generator: payload.generator, gazetteer: GAZETTEER, frontlines: payload.lines.map(told),
    attribution: creditLines(payload).join(" · "), licence: [...new Set([...payload.lines, ...payload.credits].map(({ licence }) => licence))].join("; "),
  };
  const features = indices.map((index) => {
    const row = rowOf(payload, index);
    const properties = Object.fromEntries([...COLUMNS, ...MORE_COLUMNS].map((column) => [column, row[column] ?? null]));
    return JSON.stringify({ type: "Feature", id: `${row.article}#${row.claim}`, geometry: shapes(payload.claims.place(index)), properties });
  });
  return `${JSON.stringify(head).slice(0, -1)},"features":[\n${features.join(",\n")}\n]}\n`;
}

/** Gives the geometry of a place: a point where the point is what is known, else the area, worked out once; null for no place. */
function shapesOf(payload, areas) {
  const known = new Map();
  return (place) => {
    if (!place) return null;
    if (place.area === undefined) return { type: "Point", coordinates: [place.lon, place.lat] };
    if (!known.has(place.area)) known.set(place.area, geometryOfPolygons(polygonsOf(areas.ringsAt(place.area))));
    return known.get(place.area);
  };
}

function toCsv(payload, indices) {
  const columns = [...COLUMNS, ...MORE_COLUMNS];
  const cell = (value) => {
    if (value === null || value === undefined) return "";
    if (typeof value === "number") return String(value);
    const text = value.toWellFormed().replace(UNFILED, "\ufffd");
    const safe = FORMULA.test(text) ? `'${text}` : text;
    return /["\n\r,]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const rows = indices.map((index) => rowOf(payload, index)).map((row) => columns.map((column) => cell(row[column])).join(","));
  return `\ufeff${[columns.join(","), ...rows].join("\r\n")}\r\n`;
}

function asKml(payload, indices, areas, about) {
  const shapes = shapesOf(payload, areas);
  const marks = indices.map((index) => [rowOf(payload, index), shapes(payload.claims.place(index))]);
  return toKml(marks, COLUMNS, about.title, creditLines(payload));
}
