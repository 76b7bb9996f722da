// Search, verdict chips and the other filters above the list, with the live count.

import { h, replace } from "./dom.js";
import { glyph, VERDICTS } from "./glyphs.js";
import { shortDay } from "./days.js";
import { FACETS, facetOf } from "./store.js";

const MOST = 300; // entries of one filter; the most frequent come first

export class Filters {
  constructor({ words, claims, onQuery, onVerdict, onFacet, onReset }) {
    Object.assign(this, { words, claims, onVerdict, onFacet, onReset });
    this.totals = new Int32Array(VERDICTS.length);
    for (const row of claims.verdictOf) this.totals[row] += 1;
    // Among very many claims a search waits until the reader pauses.
    const later = () => {
      clearTimeout(this.timer);
      if (claims.count < 5000) onQuery(this.search.value);
      else this.timer = setTimeout(() => onQuery(this.search.value), 160);
    };
    this.search = h("input", { type: "search", class: "fl-search", autocomplete: "off", spellcheck: "false", oninput: later });
    // On small screens they scroll sideways, and a browser leaves one alone that it sees half of.
    this.chips = h("div", { class: "fl-chips", role: "group", onfocusin: (event) => event.target.scrollIntoView({ block: "nearest", inline: "nearest" }) });
    this.summary = h("summary", {});
    this.facets = h("div", { class: "fl-facets" });
    this.more = h("details", { class: "fl-more", ontoggle: () => this.fill() }, this.summary, this.facets);
    this.count = h("p", { class: "fl-count", role: "status" });
    this.element = h("div", { class: "fl-filters" }, this.search, this.chips, this.more, this.count);
  }

  destroy() {
    clearTimeout(this.timer);
  }

  show(state, visible) {
    this.state = state;
    const { words } = this;
    if (this.search.value !== state.query && document.activeElement !== this.search) this.search.value = state.query;
    this.search.placeholder = words.text("search");
    this.search.setAttribute("aria-label", words.text("search"));
    this.chips.setAttribute("aria-label", words.text("verdicts"));
    const held = this.chips.contains(document.activeElement) && document.activeElement.dataset.verdict;
    const present = VERDICTS.filter((_, row) => this.totals[row]);
    replace(this.chips, present.map((verdict) => this.chip(verdict, state.verdicts.has(verdict))));
    if (held && present.includes(held)) this.chips.querySelector(`[data-verdict=${held}]`).focus();
    const asked = FACETS.filter((facet) => state.facets[facet] !== undefined).length;
    this.summary.textContent = asked ? `${words.text("filters")} (${asked})` : words.text("filters");
    this.fill();
    this.tell(state, visible);
  }

  /** "34 of 1,000 claims, last 30 days to 25 Nov 2025". */
  tell({ window, day }, visible) {
    const { words } = this;
    const within = window && day !== null ? `, ${words.filled("last_days", { n: words.count(window, "days"), day: shortDay(day, words.locale) })}` : "";
    this.count.textContent = words.shown(visible.length, this.claims.count) + within;
  }

  chip(verdict, on) {
    const total = this.totals[VERDICTS.indexOf(verdict)];
    return h("button", { type: "button", class: "fl-chip", "data-verdict": verdict, "aria-pressed": String(on), onclick: () => this.onVerdict(verdict) },
      glyph(verdict, 14), this.words.verdict(verdict), h("span", { class: "fl-chip-count" }, this.words.number(total)));
  }

  /** The selects are filled when they are unfolded. */
  fill() {
    if (!this.more.open) return;
    const { words } = this;
    const held = this.facets.contains(document.activeElement) && document.activeElement.dataset.facet;
    const rows = FACETS.map((facet) => {
      const options = this.options(facet).map(([value, count]) => h("option", { value: `=${value}`, selected: this.state.facets[facet] === value }, `${facetText(words, facet, value, this.claims.articles)} (${words.number(count)})`));
      const select = h("select", { class: "fl-select", "data-facet": facet, onchange: () => this.onFacet(facet, select.value ? select.value.slice(1) : undefined) }, h("option", { value: "" }, words.text("all")), options);
      return h("label", {}, h("span", {}, words.text(`facet.${facet}`)), select);
    });
    replace(this.facets, rows, h("button", { type: "button", class: "fl-button", onclick: this.onReset }, words.text("reset")));
    if (held) this.facets.querySelector(`[data-facet=${held}]`)?.focus();
  }

  /** What a facet can be, with the number of claims, most frequent first; counted once. */
  options(facet) {
    this.counted ??= {};
    if (this.counted[facet]) return this.counted[facet];
    const counts = new Map();
    for (let index = 0; index < this.claims.count; index++) {
      for (const value of new Set(facetOf(this.claims, facet, index))) counts.set(value, (counts.get(value) || 0) + 1);
    }
    return (this.counted[facet] = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST));
  }
}

/** A value of a filter as the reader is told it. */
export function facetText(words, facet, value, articles) {
  if (facet === "type") return words.type(value);
  if (facet === "grain") return words.grain(value);
  if (facet === "source") return value.startsWith(":") ? words.role(value.slice(1)) : value;
  if (facet !== "article") return words.name(value);
  const article = articles.find(({ id }) => id === value);
  return article ? article.title || article.source : value;
}
