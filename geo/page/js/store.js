// What the reader has chosen, who wants to hear of it, and the address that keeps it.

import { toDay, toIso } from "./days.js";
import { VERDICTS } from "./glyphs.js";

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

/** The claims that the search and the verdict chips leave, in the order of the articles. */
export function visibleClaims(claims, { query, verdicts }, fold) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return claims.filter((claim) => verdicts.has(claim.verdict) && words.every((word) => claim.haystack.includes(word)));
}

/** The state as the part of an address after #. */
export function toHash(state, claims, view) {
  const parts = new URLSearchParams();
  if (state.day !== null) parts.set("day", toIso(state.day));
  if (view) parts.set("view", view);
  if (state.verdicts.size < VERDICTS.length) parts.set("verdicts", [...state.verdicts].join("."));
  if (state.query) parts.set("q", state.query);
  if (state.selected !== null) parts.set("claim", claims[state.selected].key);
  if (state.language !== "en") parts.set("lang", state.language);
  if (state.theme) parts.set("theme", state.theme);
  return parts.toString();
}

/** What an address says, as changes to the state; what it does not say, or says wrongly, is left out. */
export function fromHash(hash, claims) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const found = {};
  const day = /^\d{4}-\d\d-\d\d$/.test(parts.get("day") || "") ? toDay(parts.get("day")) : NaN;
  if (Number.isFinite(day)) found.day = day;
  if (parts.has("verdicts")) found.verdicts = new Set(parts.get("verdicts").split(".").filter((word) => VERDICTS.includes(word)));
  if (parts.has("q")) found.query = parts.get("q");
  const selected = claims.findIndex((claim) => claim.key === parts.get("claim"));
  if (selected >= 0) found.selected = selected;
  if (["en", "uk", "ru"].includes(parts.get("lang"))) found.language = parts.get("lang");
  if (["light", "dark"].includes(parts.get("theme"))) found.theme = parts.get("theme");
  const view = (parts.get("view") || "").split(",").map(Number);
  if (view.length === 3 && view.every(Number.isFinite)) found.view = view;
  return found;
}
