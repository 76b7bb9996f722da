// Reads the payload and adds what the page asks for again and again.

import { Claims, NEVER } from "./claims.js";
import { lastUpTo, toDay } from "./days.js";

const SCHEMA = "frontline-page/2";
const REACH = 400; // days before the first snapshot that the time bar still stretches to

export function readPayload(payload) {
  if (payload.schema !== SCHEMA) throw new Error(`This page reads ${SCHEMA}, not ${payload.schema}.`);
  const articles = payload.articles.map((article) => ({ ...article, day: toDay(article.published) }));
  const eastward = eastwardOf(payload.view);
  const places = placesOf(payload, eastward);
  const base = { ...payload.base, cities: payload.base.cities.map(([name, lon, ...more]) => [name, eastward(lon), ...more]) };
  const claims = new Claims(payload.claims, articles, places);
  const lines = payload.lines.map(readLine);
  return { ...payload, articles, places, claims, lines, base, pairs: payload.pairs || [], span: spanOf(lines, claims, articles) };
}

/** Where a longitude is drawn: a view across the antimeridian reaches past 180°. */
function eastwardOf(view) {
  return view && view[2] > 180 ? (lon) => (lon < view[0] - 90 ? lon + 360 : lon) : (lon) => lon;
}

/** The places, each with the longitude it is drawn at, and its name by language where the base map has it. */
function placesOf({ places, base }, eastward) {
  const cities = new Map(base.cities.map((city) => [cellOf(city[0], city[1], city[2]), city]));
  return places.map((place) => {
    const city = cities.get(cellOf(place.name, place.lon, place.lat)) || [];
    return { ...place, shownLon: eastward(place.lon), names: { uk: city[4], ru: city[5] } };
  });
}

/** Two places of one name within a cell of 0.1 degrees are one. */
function cellOf(name, lon, lat) {
  return `${name} ${Math.round(lon * 10)} ${Math.round(lat * 10)}`;
}

function readLine(line) {
  let day = 0;
  return { ...line, days: line.days.map((gap) => (day += gap)) };
}

/** Number of the newest snapshot on or before a day that is young enough to speak about it, or -1; never a later one. */
export function snapshotAt(line, day) {
  const index = lastUpTo(line.days, day);
  const tooOld = index >= 0 && line.max_age_days !== null && day - line.days[index] > line.max_age_days;
  return tooOld ? -1 : index;
}

/** First and last day of the time bar; null when nothing is dated. Years of prehistory in a claim do not stretch it. */
function spanOf(lines, claims, articles) {
  const firm = [...lines.flatMap((line) => [line.days[0], line.days.at(-1)]), ...articles.map((article) => article.day)];
  const known = firm.filter((day) => day !== null && day !== undefined);
  const [low, high] = known.length ? [Math.min(...known) - REACH, Math.max(...known) + REACH] : [-Infinity, Infinity];
  let [first, last] = [Math.min(...known), Math.max(...known)];
  for (const day of claims.day) {
    if (day === NEVER || day < low || day > high) continue;
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  if (first === Infinity) return null;
  return first === last ? { first: first - 7, last: last + 7 } : { first, last };
}
