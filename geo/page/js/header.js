// The head of the page, and the search and verdict chips above the list.

import { copyText, h, replace } from "./dom.js";
import { glyph, VERDICTS } from "./glyphs.js";
import { longDay } from "./days.js";

const LANGUAGES = { en: "EN", uk: "UA", ru: "RU" };

export class Header {
  constructor({ words, title, linked, onLanguage, onTheme, onAbout }) {
    this.words = words;
    this.title = h("h1", { dir: "auto" }, title);
    this.day = h("span", { class: "fl-day", "aria-live": "off" });
    this.languages = h("div", { class: "fl-switch", role: "group" }, Object.entries(LANGUAGES).map(([language, text]) => h("button", { type: "button", "data-language": language, lang: language, onclick: () => onLanguage(language) }, text)));
    this.theme = h("button", { type: "button", class: "fl-icon", onclick: onTheme }, "◐");
    this.copy = h("button", { type: "button", class: "fl-button", hidden: !linked, onclick: () => this.copyLink() });
    this.about = h("button", { type: "button", class: "fl-button", onclick: onAbout });
    this.said = h("span", { class: "fl-offscreen", role: "status" });
    this.element = h("header", { class: "fl-header" }, this.title, this.day, h("div", { class: "fl-header-keys" }, this.languages, this.theme, this.copy, this.about, this.said));
  }

  async copyLink() {
    await copyText(window.location.href);
    this.said.textContent = this.copy.textContent = this.words.text("copied");
    setTimeout(() => (this.copy.textContent = this.words.text("link")), 1600);
  }

  show({ language, day }) {
    const { words } = this;
    this.day.textContent = day === null ? "" : longDay(day, words.locale);
    this.languages.setAttribute("aria-label", words.text("language"));
    for (const button of this.languages.children) button.setAttribute("aria-pressed", String(button.dataset.language === language));
    this.theme.setAttribute("aria-label", words.text("theme"));
    this.theme.title = words.text("theme");
    this.copy.textContent = words.text("link");
    this.about.textContent = words.text("about");
  }
}

export class Filters {
  constructor({ words, claims, onQuery, onVerdict }) {
    Object.assign(this, { words, claims, onVerdict });
    this.search = h("input", { type: "search", class: "fl-search", autocomplete: "off", spellcheck: "false", oninput: () => onQuery(this.search.value) });
    this.chips = h("div", { class: "fl-chips", role: "group" });
    this.count = h("p", { class: "fl-count", role: "status" });
    this.element = h("div", { class: "fl-filters" }, this.search, this.chips, this.count);
  }

  show({ query, verdicts }, visible) {
    const { words } = this;
    if (this.search.value !== query) this.search.value = query;
    this.search.placeholder = words.text("search");
    this.search.setAttribute("aria-label", words.text("search"));
    this.chips.setAttribute("aria-label", words.text("verdicts"));
    const held = document.activeElement && document.activeElement.dataset.verdict;
    const present = VERDICTS.filter((verdict) => this.claims.some((claim) => claim.verdict === verdict));
    replace(this.chips, present.map((verdict) => this.chip(verdict, verdicts.has(verdict))));
    if (held && present.includes(held)) this.chips.querySelector(`[data-verdict=${held}]`).focus();
    this.count.textContent = words.shown(visible.length, this.claims.length);
  }

  chip(verdict, on) {
    const total = this.claims.filter((claim) => claim.verdict === verdict).length;
    return h("button", { type: "button", class: "fl-chip", "data-verdict": verdict, "aria-pressed": String(on), onclick: () => this.onVerdict(verdict) },
      glyph(verdict, 14), this.words.verdict(verdict), h("span", { class: "fl-chip-count" }, total));
  }
}
