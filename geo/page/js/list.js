// The list of claims in their own words; only the rows in sight exist.

import { h, readable, replace } from "./dom.js";
import { glyph } from "./glyphs.js";
import { lastUpTo, shortDay } from "./days.js";

const ROW = 112; // pixels, the same in page.css
const SPARE = 3;

export class ClaimList {
  constructor({ words, claims, onSelect, onOpen, onClose }) {
    Object.assign(this, { words, claims, onSelect, onOpen, onClose, shown: [], selected: null });
    this.rows = h("div", { class: "fl-rows" });
    this.element = h("div", {
      class: "fl-list", role: "listbox", tabindex: "0", "aria-label": words.text("claims"), onscroll: () => this.draw(), onkeydown: (event) => this.key(event),
    }, this.rows);
    this.sizes = new ResizeObserver(() => this.draw());
    this.sizes.observe(this.element);
  }

  destroy() {
    this.sizes.disconnect();
  }

  /** Show some claims, by their numbers. */
  show(shown, selected) {
    const moved = selected !== this.selected;
    Object.assign(this, { shown, selected });
    this.element.setAttribute("aria-label", this.words.text("claims"));
    if (moved) this.reveal();
    this.draw();
  }

  reveal() {
    const at = this.shown.indexOf(this.selected);
    if (at < 0) return;
    const { scrollTop, clientHeight } = this.element;
    this.rows.style.height = `${this.shown.length * ROW}px`;
    if (at * ROW < scrollTop || (at + 1) * ROW > scrollTop + clientHeight) this.element.scrollTop = at * ROW - ROW / 2;
  }

  draw() {
    if (!this.claims.bytes) return;
    // Asked first: a browser lays everything out anew for an answer after a change.
    const { scrollTop, clientHeight } = this.element;
    this.rows.style.height = `${Math.max(this.shown.length, 1) * ROW}px`;
    const first = Math.max(0, Math.min(Math.floor(scrollTop / ROW) - SPARE, this.shown.length - 1));
    const last = Math.min(this.shown.length, Math.ceil((scrollTop + clientHeight) / ROW) + SPARE);
    const rows = this.shown.slice(first, last).map((index, offset) => this.row(this.claims.detail(index), first + offset));
    this.element.setAttribute("role", rows.length ? "listbox" : "group"); // a list box of nothing is none
    replace(this.rows, rows.length ? rows : h("p", { class: "fl-empty" }, this.words.text("nothing")));
    // A row that is filtered out or scrolled away does not exist, and so cannot be pointed to.
    if (this.shown.slice(first, last).includes(this.selected)) this.element.setAttribute("aria-activedescendant", rowId(this.selected));
    else this.element.removeAttribute("aria-activedescendant");
  }

  row(claim, at) {
    const { words } = this;
    const article = this.claims.articles[claim.article];
    const chosen = claim.index === this.selected;
    const day = claim.day === null ? words.text("undated") : shortDay(claim.day, words.locale);
    const place = claim.place ? claim.place.name : words.text("unplaced");
    const row = h("div", {
      class: "fl-row", role: "option", id: rowId(claim.index), "data-claim": claim.key, "aria-selected": String(chosen),
      "aria-setsize": this.shown.length, "aria-posinset": at + 1, onclick: () => this.onSelect(claim.index),
    },
    h("div", { class: "fl-row-head" }, glyph(claim.verdict, 15), h("span", {}, words.verdict(claim.verdict)), h("bdi", { class: "fl-row-place" }, place), h("time", {}, day)),
    h("p", { class: "fl-quote", lang: article.language, dir: "auto" }, readable(claim.quote)),
    h("div", { class: "fl-row-foot" }, h("bdi", {}, speakerOf(this.claims.sourceOf(claim.index), words)), h("span", {}, words.type(claim.type))));
    row.style.top = `${at * ROW}px`;
    return row;
  }

  key(event) {
    if (event.key === "Enter") return this.onOpen();
    if (event.key === "Escape") return this.onClose();
    // From a claim that is filtered out, the keys lead to its neighbours in the articles.
    const before = this.selected === null ? -1 : lastUpTo(this.shown, this.selected);
    const at = this.shown[before] === this.selected || this.selected === null ? before : before + 0.5;
    const last = this.shown.length - 1;
    const page = Math.max(1, Math.floor(this.element.clientHeight / ROW) - 1);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: last }[event.key];
    if (to === undefined || last < 0) return;
    event.preventDefault();
    this.onSelect(this.shown[Math.max(0, Math.min(last, to > at ? Math.floor(to) : Math.ceil(to)))]);
  }
}

function rowId(index) {
  return `fl-row-${index}`;
}

/** Who is said to say it, as the payload has it: [name, role], the name empty where only the role is known. */
export function speakerOf([name, role], words) {
  return name || words.role(role);
}
