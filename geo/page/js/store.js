// What the reader has chosen, who wants to hear of it, and the address that keeps it.

import { GRAINS, NEVER } from "./claims.js";
import { toDay, toIso } from "./days.js";
import { VERDICTS } from "./glyphs.js";
import { fold } from "./words.js";

/** Days up to the day shown; 0 shows the claims of all days. */
export const WINDOWS = [0, 7, 30, 90, 365];
/** What a claim can be filtered by beside its verdict and the words in it. */
export const FACETS = ["source", "actor", "type", "grain", "article"];
const FILTERING = new Set(["query", "verdicts", "facets", "window"]);

/** A small store: `set` tells every listener which keys changed. */
export function makeStore(state) {
  const listeners = [];
  return {
    state,
    listen: (listener) => listeners.push(listener),
    set(changes) {
      const changed = new Set(Object.keys(changes).filter((key) => state[key] !== changes[key]));
      if (!changed.size) return;
      Object.assign(state, changes);
      for (const listener of listeners) listener(changed);
    },
  };
}

/** Whether a change of these keys can change which claims are visible. */
export function changesClaims(changed, state) {
  return [...changed].some((key) => FILTERING.has(key)) || (state.window > 0 && changed.has("day"));
}

/** What a claim is under one facet, as the texts that the filter offers. */
export function facetOf(claims, facet, index) {
  if (facet === "source") return [claims.sourceOf(index)[0] || `:${claims.sourceOf(index)[1]}`];
  if (facet === "actor") return claims.tables.actors[claims.actors[index]].map((actor) => actor[1]);
  if (facet === "type") return [claims.typeOf(index)];
  if (facet === "grain") return [GRAINS[claims.grain[index]]];
  return [claims.articles[claims.article[index]].id];
}

/** Numbers of the claims that search, chips, filters and window leave, in the order of the articles. */
export function visibleClaims(claims, { query, verdicts, facets, window, day }) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const wanted = VERDICTS.map((verdict) => verdicts.has(verdict));
  const asked = FACETS.filter((facet) => facets[facet] !== undefined);
  const windowed = window > 0 && day !== null;
  const found = [];
  for (let index = 0; index < claims.count; index++) {
    if (!wanted[claims.verdictOf[index]]) continue;
    if (windowed && (claims.day[index] === NEVER || claims.day[index] > day || claims.day[index] <= day - window)) continue;
    if (asked.length && !asked.every((facet) => facetOf(claims, facet, index).includes(facets[facet]))) continue;
    if (words.length && !words.every((word) => claims.haystack(index).includes(word))) continue;
    found.push(index);
  }
  return found;
}

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
export function fromHash(hash, claims) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const found = {};
  const [day, compare] = [dayIn(parts, "day"), dayIn(parts, "compare")];
  if (day !== null) found.day = day;
  if (compare !== null) found.compare = compare;
  if (WINDOWS.includes(Number(parts.get("window")))) found.window = Number(parts.get("window"));
  if (parts.has("verdicts")) found.verdicts = new Set(parts.get("verdicts").split(".").filter((word) => VERDICTS.includes(word)));
  if (parts.has("q")) found.query = parts.get("q");
  const facets = FACETS.filter((facet) => parts.has(facet)).map((facet) => [facet, parts.get(facet)]);
  if (facets.length) found.facets = Object.fromEntries(facets);
  if (/^\d{1,3}(\.\d{1,3}){0,99}$/.test(parts.get("hide") || "")) found.hidden = new Set(parts.get("hide").split(".").map(Number));
  const selected = parts.has("claim") ? claims.indexOf(parts.get("claim")) : -1;
  if (selected >= 0) found.selected = selected;
  if (["en", "uk", "ru"].includes(parts.get("lang"))) found.language = parts.get("lang");
  if (["light", "dark"].includes(parts.get("theme"))) found.theme = parts.get("theme");
  const view = (parts.get("view") || "").split(",").map(Number);
  if (view.length === 3 && view.every(Number.isFinite)) found.view = view;
  return found;
}

function dayIn(parts, name) {
  const day = /^\d{4}-\d\d-\d\d$/.test(parts.get(name) || "") ? toDay(parts.get(name)) : NaN;
  return Number.isFinite(day) ? day : null;
}
