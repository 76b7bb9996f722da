// What the reader has chosen, who wants to hear of it, and which claims it leaves.

import { GRAINS, NEVER } from "./claims.js";
import { VERDICTS } from "./glyphs.js";
import { fold } from "./words.js";

/** Days up to the day shown that are offered; any other number can be brushed, and 0 shows the claims of all days. */
export const WINDOWS = [0, 7, 30, 90, 365];
/** What a claim can be filtered by beside its verdict and the words in it. */
export const FACETS = ["source", "actor", "type", "grain", "article"];
const FILTERING = ["query", "verdicts", "facets"];

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

/** Whether a change of these keys can change which claims search, chips and filters leave. */
export function changesFilters(changed) {
  return FILTERING.some((key) => changed.has(key));
}

/** Whether a change of these keys can change which claims are visible. */
export function changesClaims(changed, state) {
  return changesFilters(changed) || changed.has("window") || (state.window > 0 && changed.has("day"));
}

/** What a claim is under one facet, as the texts that the filter offers. */
export function facetOf(claims, facet, index) {
  if (facet === "source") return [claims.sourceOf(index)[0] || `:${claims.sourceOf(index)[1]}`];
  if (facet === "actor") return claims.tables.actors[claims.actors[index]].map((actor) => actor[1]);
  if (facet === "type") return [claims.typeOf(index)];
  if (facet === "grain") return [GRAINS[claims.grain[index]]];
  return [claims.articles[claims.article[index]].id];
}

/** Numbers of the claims that search, chips and filters leave on all days, in the order of the articles. */
export function filteredClaims(claims, { query, verdicts, facets }) {
  const words = fold(query).split(/\s+/).filter(Boolean).map((word) => claims.matcher(word));
  const wanted = VERDICTS.map((verdict) => verdicts.has(verdict));
  const asked = FACETS.filter((facet) => facets[facet] !== undefined);
  const found = [];
  for (let index = 0; index < claims.count; index++) {
    if (!wanted[claims.verdictOf[index]]) continue;
    if (asked.length && !asked.every((facet) => facetOf(claims, facet, index).includes(facets[facet]))) continue;
    if (words.length && !words.every((matches) => matches(index))) continue;
    found.push(index);
  }
  return found;
}

/** Those of some claims that lie in the window of days. */
export function windowedClaims(claims, filtered, { window, day }) {
  if (!window || day === null) return filtered;
  return filtered.filter((index) => claims.day[index] !== NEVER && claims.day[index] <= day && claims.day[index] > day - window);
}
