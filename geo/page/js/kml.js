// Claims as KML 2.2 (OGC 07-147r2), with the styles, names and fields of the package's own KML.

const KML_COLOURS = { supported: "0072B2", contradicted: "B2182B", partly: "E69F00", no_data: "5F6B75", not_checkable: "5F6B75" }; // rrggbb, as in geo.exports.kml
const ICON = "http://maps.google.com/mapfiles/kml/shapes/placemark_circle.png";
const LONGEST_NAME = 80;
const RENAMED = { check: "check_name" }; // a word that some programs keep for themselves

/** KML of [row, GeoJSON geometry or null] pairs. */
export function toKml(marks, columns, title, credits) {
  const folder = `<Folder><name>claims</name>\n${marks.map(([row, geometry]) => placemark(row, geometry, columns)).join("\n")}\n</Folder>`;
  const styles = Object.entries(KML_COLOURS).map(([verdict, colour]) => style(verdict, colour)).join("\n");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>${xml(title)}</name>${description(credits)}\n${styles}\n${folder}\n</Document></kml>\n`;
}

/** KML writes colours as aabbggrr. */
function style(verdict, rrggbb) {
  const bgr = (rrggbb.slice(4) + rrggbb.slice(2, 4) + rrggbb.slice(0, 2)).toLowerCase();
  return `<Style id="verdict-${verdict}"><IconStyle><color>ff${bgr}</color><Icon><href>${ICON}</href></Icon></IconStyle><LineStyle><color>ff${bgr}</color><width>2</width></LineStyle><PolyStyle><color>40${bgr}</color></PolyStyle></Style>`;
}

function placemark(row, geometry, columns) {
  const letters = [...row.quote];
  const name = letters.length <= LONGEST_NAME ? row.quote : `${letters.slice(0, LONGEST_NAME - 1).join("")}…`;
  const told = columns.filter((column) => row[column] !== null && row[column] !== undefined);
  const data = told.map((column) => `<Data name="${RENAMED[column] || column}"><value>${xml(row[column])}</value></Data>`).join("");
  return `<Placemark id="${xmlId(`${row.article}-${row.claim}`)}"><name>${xml(name)}</name>${description([row.quote, row.sources, row.sentence, row.title, row.url].filter(Boolean))}${span(row)}<styleUrl>#verdict-${row.verdict || "not_checkable"}</styleUrl><ExtendedData>${data}</ExtendedData>${geometry ? shape(geometry) : ""}</Placemark>`;
}

/** Programs take a description for HTML; foreign text stays text. */
function description(lines) {
  return `<description>${xml(lines.map(xml).join("<br>"))}</description>`;
}

function span({ from_day: from, to_day: to }) {
  if (!from && !to) return "";
  return `<TimeSpan>${from ? `<begin>${from}</begin>` : ""}${to ? `<end>${to}</end>` : ""}</TimeSpan>`;
}

function shape({ type, coordinates }) {
  if (type === "Point") return `<Point>${points([coordinates])}</Point>`;
  if (type === "Polygon") return polygon(coordinates);
  return `<MultiGeometry>${coordinates.map(polygon).join("")}</MultiGeometry>`;
}

function polygon([outer, ...holes]) {
  const ring = (tag, at) => `<${tag}><LinearRing>${points(at)}</LinearRing></${tag}>`;
  return `<Polygon>${ring("outerBoundaryIs", outer)}${holes.map((hole) => ring("innerBoundaryIs", hole)).join("")}</Polygon>`;
}

function points(at) {
  return `<coordinates>${at.map((point) => point.join(",")).join(" ")}</coordinates>`;
}

/** An XML id: a letter first, then letters, digits, dots and dashes. */
function xmlId(text) {
  return `claim-${text.replace(/[^\w.-]/g, "_")}`;
}

/** Text for XML: what XML cannot hold at all is left out. */
function xml(text) {
  const allowed = String(text ?? "").toWellFormed().replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "");
  return allowed.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
