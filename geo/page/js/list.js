// The list of claims in their own words; only the rows in sight exist.

import { h, replace } from "./dom.js";
import { glyph } from "./glyphs.js";
import { shortDay } from "./days.js";

const ROW = 112; // pixels, the same in page.css
const SPARE = 4;

export class ClaimList {
  constructor({ words, articles, onSelect }) {
    Object.assign(this, { words, articles, onSelect, claims: [], selected: null });
    this.rows = h("div", { class: "fl-rows" });
    this.element = h("div", {
      class: "fl-list", role: "listbox", tabindex: "0", "aria-label": words.text("claims"), onscroll: () => this.draw(), onkeydown: (event) => this.key(event),
    }, this.rows);
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  show(claims, selected) {
    const moved = selected !== this.selected;
    Object.assign(this, { claims, selected });
    this.element.setAttribute("aria-label", this.words.text("claims"));
    if (moved) this.reveal();
    this.draw();
  }

  reveal() {
    const at = this.claims.findIndex((claim) => claim.index === this.selected);
    if (at < 0) return;
    const { scrollTop, clientHeight } = this.element;
    this.rows.style.height = `${this.claims.length * ROW}px`;
    if (at * ROW < scrollTop || (at + 1) * ROW > scrollTop + clientHeight) this.element.scrollTop = at * ROW - ROW / 2;
  }

  draw() {
    this.rows.style.height = `${Math.max(this.claims.length, 1) * ROW}px`;
    const first = Math.max(0, Math.floor(this.element.scrollTop / ROW) - SPARE);
    const last = Math.min(this.claims.length, Math.ceil((this.element.scrollTop + this.element.clientHeight) / ROW) + SPARE);
    const shown = this.claims.slice(first, last).map((claim, offset) => this.row(claim, first + offset));
    replace(this.rows, shown.length ? shown : h("p", { class: "fl-empty" }, this.words.text("nothing")));
    this.element.setAttribute("aria-activedescendant", this.selected === null ? "" : rowId(this.selected));
  }

  row(claim, at) {
    const { words } = this;
    const article = this.articles[claim.article];
    const chosen = claim.index === this.selected;
    const day = claim.day === null ? words.text("undated") : shortDay(claim.day, words.locale);
    const place = claim.place ? claim.place.name : words.text("unplaced");
    const row = h("div", {
      class: "fl-row", role: "option", id: rowId(claim.index), "data-claim": claim.key, "aria-selected": String(chosen),
      "aria-setsize": this.claims.length, "aria-posinset": at + 1, onclick: () => this.onSelect(claim.index),
    },
    h("div", { class: "fl-row-head" }, glyph(claim.verdict, 15), h("span", {}, words.verdict(claim.verdict)), h("bdi", { class: "fl-row-place" }, place), h("time", {}, day)),
    h("p", { class: "fl-quote", lang: article.language, dir: "auto" }, claim.quote),
    h("div", { class: "fl-row-foot" }, h("bdi", {}, speakerOf(claim, article, words)), h("span", {}, words.type(claim.type))));
    row.style.top = `${at * ROW}px`;
    return row;
  }

  key(event) {
    const at = this.claims.findIndex((claim) => claim.index === this.selected);
    const last = this.claims.length - 1;
    const page = Math.max(1, Math.floor(this.element.clientHeight / ROW) - 1);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: last }[event.key];
    if (to === undefined || last < 0) return;
    event.preventDefault();
    this.onSelect(this.claims[Math.max(0, Math.min(last, to))].index);
  }
}

function rowId(index) {
  return `fl-row-${index}`;
}

/** Who is said to say it: the innermost named link of the chain, else the article's author or publisher. */
export function speakerOf(claim, article, words) {
  const named = claim.speakers.filter(([name]) => name);
  if (named.length) return named.at(-1)[0];
  if (claim.speakers.length > 1) return words.role(claim.speakers.at(-1)[1]);
  return article.author || article.publisher || article.title || words.text("author");
}
