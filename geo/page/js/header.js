// The head of the page: title, day, language, theme, sharing and export.

import { copyText } from "./copying.js";
import { h } from "./dom.js";
import { longDay } from "./days.js";

const LANGUAGES = { en: "EN", uk: "UA", ru: "RU" };
const FORMATS = ["geojson", "csv", "kml", "png"];

export class Header {
  constructor({ words, root, title, linked, onLanguage, onTheme, onAbout, onExport, onPrint, cite, address }) {
    Object.assign(this, { words, root, onExport, onPrint, cite, address });
    this.title = h("h1", { dir: "auto" }, title);
    this.day = h("span", { class: "fl-day", "aria-live": "off" });
    this.languages = h("div", { class: "fl-switch", role: "group" }, Object.entries(LANGUAGES).map(([language, text]) => h("button", { type: "button", "data-language": language, lang: language, onclick: () => onLanguage(language) }, text)));
    this.theme = h("button", { type: "button", class: "fl-icon", onclick: onTheme }, "◐");
    this.copy = h("button", { type: "button", class: "fl-button fl-copy", hidden: !linked, onclick: () => this.copied(this.copy, this.address()) });
    this.about = h("button", { type: "button", class: "fl-button fl-about-button", onclick: onAbout });
    this.menu = this.makeMenu(linked, onAbout);
    this.said = h("span", { class: "fl-offscreen", role: "status" });
    this.element = h("header", { class: "fl-header" }, this.title, this.day, h("div", { class: "fl-header-keys" }, this.languages, this.theme, this.copy, this.menu, this.about, this.said));
  }

  /** A fold-out list of buttons; on small screens it holds what the bar has no room for. */
  makeMenu(linked, onAbout) {
    const item = (name, onclick, more = {}) => h("button", { type: "button", class: "fl-item", "data-item": name, onclick: (event) => onclick(event.currentTarget), ...more });
    const close = (run) => (button) => {
      this.menu.open = false;
      this.summary.focus();
      run(button);
    };
    this.items = [
      item("link", (button) => this.copied(button, this.address()), { hidden: !linked }),
      item("cite_page", (button) => this.copied(button, this.cite())),
      ...FORMATS.map((format) => item(format, close(() => this.onExport(format)))),
      item("print", close(() => this.onPrint())),
      item("about", close(onAbout)),
    ];
    this.summary = h("summary", { class: "fl-button" });
    const list = h("div", { class: "fl-items", role: "group" }, this.items);
    const menu = h("details", { class: "fl-menu", onkeydown: (event) => event.key === "Escape" && close(() => {})() }, this.summary, list);
    this.away = (event) => menu.contains(event.target) || (menu.open = false);
    document.addEventListener("pointerdown", this.away);
    return menu;
  }

  async copied(button, text) {
    if (!(await copyText(text, this))) return;
    button.textContent = this.words.text("copied");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.name(), 1600);
  }

  destroy() {
    clearTimeout(this.timer);
    document.removeEventListener("pointerdown", this.away);
  }

  name() {
    const { words } = this;
    this.copy.textContent = words.text("link");
    this.about.textContent = words.text("about");
    this.summary.textContent = words.text("menu_short");
    this.summary.setAttribute("aria-label", words.text("menu"));
    const told = { geojson: "GeoJSON", csv: "CSV", kml: "KML", png: words.text("as_picture") };
    for (const button of this.items) button.textContent = told[button.dataset.item] || words.text(button.dataset.item);
  }

  show({ language, day }) {
    const { words } = this;
    this.day.textContent = day === null ? "" : longDay(day, words.locale);
    if (this.language === language) return;
    this.language = language;
    this.languages.setAttribute("aria-label", words.text("language"));
    for (const button of this.languages.children) button.setAttribute("aria-pressed", String(button.dataset.language === language));
    this.theme.setAttribute("aria-label", words.text("theme"));
    this.theme.title = words.text("theme");
    this.name();
  }
}
