// The part of the address after #: it keeps what the reader has chosen through reload and copy.

import { NEVER } from "./claims.js";
import { toIso, writtenDay } from "./days.js";
import { VERDICTS } from "./glyphs.js";
import { FACETS, facetOf } from "./store.js";

const LATER = 150; // milliseconds; a drag is written once it rests
const [FARTHEST_NORTH, FARTHEST_EAST, CLOSEST] = [86, 380, 24]; // degrees, and a zoom

/** The state as the part of an address after #. */
export function toHash(state, claims, view) {
  const parts = new URLSearchParams();
  if (state.day !== null) parts.set("day", toIso(state.day));
  if (state.compare !== null) parts.set("compare", toIso(state.compare));
  if (state.window) parts.set("window", state.window);
  if (view) parts.set("view", view);
  if (state.verdicts.size < VERDICTS.length) parts.set("verdicts", [...state.verdicts].join("."));
  if (state.query) parts.set("q", state.query);
  for (const facet of FACETS) if (state.facets[facet] !== undefined) parts.set(facet, state.facets[facet]);
  if (state.hidden.size) parts.set("hide", [...state.hidden].join("."));
  if (state.selected !== null) parts.set("claim", claims.key(state.selected));
  if (state.language !== "en") parts.set("lang", state.language);
  if (state.theme) parts.set("theme", state.theme);
  return parts.toString();
}

/** What an address says, as changes to the state; what it does not say, or says wrongly, is left out. */
export function fromHash(hash, { claims, lines, span }) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const told = (name) => parts.get(name) || "";
  const facets = FACETS.filter((facet) => parts.has(facet) && isKnown(claims, facet, parts.get(facet))).map((facet) => [facet, parts.get(facet)]);
  const selected = claims.indexOf(parts.get("claim"));
  const day = dayWithin(span, writtenDay(told("day")));
  const found = {
    day: day === null && selected >= 0 ? dayOfClaim(claims, span, selected) : day,
    compare: dayWithin(span, writtenDay(told("compare"))),
    window: /^[1-9]\d{0,4}$/.test(told("window")) ? Number(told("window")) : null,
    verdicts: verdictsIn(parts.get("verdicts")),
    query: parts.get("q"),
    facets: facets.length ? Object.fromEntries(facets) : null,
    hidden: /^\d{1,3}(\.\d{1,3}){0,99}$/.test(told("hide")) ? new Set(told("hide").split(".").map(Number).filter((number) => number < lines.length)) : null,
    selected: selected >= 0 ? selected : null,
    language: ["en", "uk", "ru"].includes(told("lang")) ? told("lang") : null,
    theme: ["light", "dark"].includes(told("theme")) ? told("theme") : null,
    view: viewIn(told("view")),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== null));
}

/** The day of a claim where the time bar reaches that far, else null. */
export function dayOfClaim(claims, span, index) {
  const day = claims.day[index];
  return day !== NEVER && span && day >= span.first && day <= span.last ? day : null;
}

function dayWithin(span, day) {
  return day === null || !span ? null : Math.max(span.first, Math.min(span.last, day));
}

/** No verdict at all is a choice; words that are none are not. */
function verdictsIn(text) {
  const words = (text || "").split(".").filter((word) => VERDICTS.includes(word));
  return words.length || text === "" ? new Set(words) : null;
}

function isKnown(claims, facet, value) {
  for (let index = 0; index < claims.count; index++) if (facetOf(claims, facet, index).includes(value)) return true;
  return false;
}

function viewIn(text) {
  if (!/^-?\d{1,3}(\.\d+)?,-?\d{1,3}(\.\d+)?,\d{1,2}(\.\d+)?$/.test(text)) return null;
  const [lat, lon, zoom] = text.split(",").map(Number);
  return Math.abs(lat) <= FARTHEST_NORTH && Math.abs(lon) <= FARTHEST_EAST && zoom <= CLOSEST ? [lat, lon, zoom] : null;
}

/** Keep the address and the page the same: `write` brings the address up to date at once, `leave` stops; `follow` hears of what another address says. */
export function keepAddress({ store, map, payload }, follow) {
  let timer = null;
  const write = () => {
    clearTimeout(timer);
    const { lat, lng } = map.getCenter();
    const view = [lat.toFixed(4), lng.toFixed(4), map.getZoom()].join(",");
    window.history.replaceState(null, "", `#${toHash(store.state, payload.claims, view)}`);
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(write, LATER);
  };
  const changed = () => follow(fromHash(window.location.hash, payload));
  store.listen(later);
  map.on("moveend", later);
  window.addEventListener("hashchange", changed);
  return {
    write,
    leave() {
      clearTimeout(timer);
      window.removeEventListener("hashchange", changed);
    },
  };
}
