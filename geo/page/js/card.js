// The card of one claim: the verdict and why, the words, who says it, where, and what each layer answers.

import { citeClaim } from "./cite.js";
import { copyText } from "./copying.js";
import { h, link, readable, replace } from "./dom.js";
import { glyph } from "./glyphs.js";
import { lastUpTo, longDay, toDay } from "./days.js";
import { spark } from "./spark.js";
import { telling, unparted } from "./telling.js";

const FIGURES = 6; // shown at once; the rest folds
const CHOICES = 200; // claims of one place listed in a card

export class Card {
  constructor({ words, payload, root, linked = false, onSelect, onClose, onReset, onCorrect = null }) {
    Object.assign(this, { words, payload, root, linked, onSelect, onClose, onReset, onCorrect, of: null, corrected: new Map(), frontlines: null, pairs: pairsOf(payload.pairs) });
    this.element = h("aside", { class: "fl-card", tabindex: "-1", hidden: true, onkeydown: (event) => event.key === "Escape" && onClose() });
  }

  hide() {
    this.element.hidden = true;
    this.of = null;
  }

  isOf(index) {
    return this.of !== null && this.of.index === index;
  }

  /** Show once more what is open, in the language spoken now; whether anything is. */
  again() {
    if (this.of === null) return false;
    if (this.of.index !== undefined) this.showClaim(this.of.index);
    else this.showPlace(this.of.name, this.of.indices);
    return true;
  }

  /** Say what search, filters and window leave of it: a card being read is not taken away. */
  follow(visible) {
    if (this.of === null) return;
    const isLeft = (index) => visible[lastUpTo(visible, index)] === index;
    const { index, indices } = this.of;
    const left = index === undefined ? indices.filter(isLeft) : [index].filter(isLeft);
    if (indices && left.join() !== this.of.left) this.listChoices(left);
    const told = left.length ? "" : this.words.text(indices ? "none_left" : "filtered_out");
    if (this.note.dataset.told === told) return;
    this.note.dataset.told = told;
    const clear = h("button", { type: "button", class: "fl-button", onclick: () => this.clear() }, this.words.text("reset"));
    replace(this.note, told ? [h("span", {}, told), clear] : []);
  }

  /** The button goes with the note, so the focus stays with the card. */
  clear() {
    this.element.focus({ preventScroll: true });
    this.onReset();
  }

  /** Show one claim, by its number. */
  showClaim(index) {
    const { words, payload } = this;
    const claim = payload.claims.detail(index);
    const article = payload.articles[claim.article];
    const parts = [
      this.verdict(claim), this.quote(claim, article), this.others(index), this.chain(claim, article), this.places(claim), this.facts(claim),
      spark(words, this.frontlines, claim), this.layers(claim), this.tools(claim),
    ];
    this.open(words.text("claim"), parts.filter(Boolean));
    this.of = { index };
    this.element.dataset.claim = claim.key;
  }

  /** Show the claims made about one place, to choose from. */
  showPlace(name, indices) {
    this.choices = h("ul", { class: "fl-choices" });
    this.total = h("p", { class: "fl-dim" });
    this.open(name, [this.total, this.choices]);
    this.of = { name, indices };
    delete this.element.dataset.claim;
    this.listChoices(indices);
  }

  listChoices(left) {
    this.of.left = left.join();
    this.total.textContent = this.words.shown(Math.min(left.length, CHOICES), this.of.indices.length);
    replace(this.choices, left.slice(0, CHOICES).map((index) => h("li", {}, this.choice(index))));
  }

  choice(index) {
    const claim = this.payload.claims.detail(index);
    const { language } = this.payload.articles[claim.article];
    return h("button", { type: "button", class: "fl-choice", onclick: () => this.onSelect(index) }, glyph(claim.verdict, 16), h("span", { lang: language, dir: "auto" }, readable(claim.quote)));
  }

  /** What other claims say on the same matter. */
  others(index) {
    const { words } = this;
    const rows = (this.pairs.get(index) || []).map(({ pair, others }) => h("li", {},
      h("p", {}, h("strong", {}, words.relation(pair.relation)), pair.aspect ? h("span", { class: "fl-dim" }, ` ${words.aspect(pair.aspect)}`) : null),
      pair.sentence ? h("p", { dir: "auto", lang: "en" }, pair.sentence) : null, others.slice(0, 3).map((other) => this.choice(other))));
    return rows.length ? h("section", { class: "fl-pairs" }, h("h3", {}, words.text("another")), h("ul", {}, rows)) : null;
  }

  open(title, parts) {
    const close = h("button", { type: "button", class: "fl-icon", "aria-label": this.words.text("close"), title: this.words.text("close"), onclick: this.onClose }, "✕");
    const had = this.element.contains(document.activeElement);
    this.note = h("p", { class: "fl-filtered-out", role: "status" });
    replace(this.element, h("div", { class: "fl-card-head" }, h("h2", { dir: "auto" }, title), close), this.note, h("div", { class: "fl-card-body" }, ...parts));
    this.element.setAttribute("aria-label", title);
    this.element.hidden = false;
    this.element.lastChild.scrollTop = 0;
    if (had) this.element.focus({ preventScroll: true });
  }

  verdict(claim) {
    const { words } = this;
    const finding = claim.finding;
    const reason = finding && finding.reason ? h("p", { class: "fl-dim" }, words.reason(finding.reason)) : null;
    return h("section", { class: `fl-verdict fl-box-${claim.verdict}` },
      h("h3", {}, glyph(claim.verdict, 22), words.verdict(claim.verdict)),
      finding && finding.sentence ? telling(finding.sentence, words.text("more")) : h("p", {}, words.text("unchecked_why")), finding && finding.sentence && words.language !== "en" ? h("p", { class: "fl-dim fl-in-english" }, words.text("in_english")) : null, reason, finding ? this.figures(finding.figures) : null, finding ? finding.context.map((sentence) => h("p", { class: "fl-context", dir: "auto", lang: "en" }, unparted(sentence))) : null,
      finding && finding.layer ? h("p", { class: "fl-dim" }, `${words.text("against")} `, h("bdi", {}, finding.layer), finding.snapshot ? `, ${words.text("snapshot")} ${this.day(finding.snapshot)}` : "") : null);
  }

  figures(figures) {
    const shown = Object.entries(figures).filter(([, value]) => value !== null && typeof value !== "object");
    const pairs = shown.map(([name, value]) => h("div", {}, h("dt", {}, this.words.figure(name)), h("dd", {}, h("bdi", {}, this.words.value(name, value)))));
    if (pairs.length <= FIGURES) return pairs.length ? h("dl", { class: "fl-figures" }, pairs) : null;
    return h("div", {}, h("dl", { class: "fl-figures" }, pairs.slice(0, FIGURES)),
      h("details", {}, h("summary", {}, this.words.text("more")), h("dl", { class: "fl-figures" }, pairs.slice(FIGURES))));
  }

  quote(claim, article) {
    return h("section", {}, h("blockquote", { lang: article.language, dir: "auto" }, readable(claim.quote)),
      claim.translation ? h("p", { class: "fl-dim", dir: "auto" }, claim.translation) : null,
      claim.by_hand.length ? h("p", { class: "fl-dim fl-by-hand" }, `${this.words.text("by_hand")}: ${claim.by_hand.map(this.words.field).join(", ")}`) : null,
      claim.note ? h("p", { class: "fl-note", dir: "auto" }, claim.note) : null);
  }

  chain(claim, article) {
    const { words } = this;
    const links = claim.speakers.map(([name, role, side]) => h("li", {}, h("bdi", {}, name || words.role(role)), name ? h("span", { class: "fl-dim" }, ` ${words.role(role)}`) : null, side ? h("span", { class: "fl-tag" }, words.person(side)) : null));
    const title = article.title || article.source;
    const made = [article.author, article.publisher, article.published ? this.day(article.published) : null].filter(Boolean);
    return h("section", {}, h("h3", {}, words.text("who")), links.length ? h("ol", { class: "fl-chain" }, links) : null,
      h("p", { class: "fl-source" }, h("span", { lang: article.title ? article.language : null }, link(article.url || article.source, title)), made.length ? h("span", { class: "fl-dim", dir: "auto" }, made.join(", ")) : null));
  }

  places(claim) {
    const { words, payload } = this;
    const rows = claim.where.map((row, number) => {
      const place = row.place === null ? null : payload.places[row.place];
      const others = (row.others || []).map((other) => placeText(other, words)).join("; ");
      return h("li", {}, h("bdi", {}, place ? place.name : row.text), h("span", { class: "fl-dim", dir: "auto" }, ` ${place ? this.known(place) : words.text("unplaced")}`),
        others ? h("details", {}, h("summary", {}, words.text("others")), h("p", { class: "fl-dim", dir: "auto" }, others)) : null, this.correction(claim, row, number));
    });
    return h("section", {}, h("h3", {}, words.text("where")), rows.length ? h("ul", { class: "fl-where" }, rows) : h("p", { class: "fl-dim" }, words.text("unplaced")));
  }

  /** Where a notebook listens: other places to choose from, the map to click, or no place at all. */
  correction(claim, row, number) {
    if (!this.onCorrect || !row.others) return null; // only a name can be corrected, not "50 km from" one
    const { words } = this;
    const key = `${claim.key} ${number}`;
    const said = h("p", { class: "fl-dim", role: "status" }, this.corrected.get(key) || "");
    const choose = (choice, label) => {
      const tell = (more) => {
        this.corrected.set(key, `${words.text("correction_noted")}: ${label || more}`);
        said.textContent = this.corrected.get(key);
      };
      if (choice.kind === "point") said.textContent = words.text("correction_click");
      this.onCorrect({ claim: claim.key, row: number, ...choice, tell });
    };
    const button = (choice, text, label) => h("button", { type: "button", class: "fl-button", "data-correct": choice.kind, onclick: () => choose(choice, label) }, h("bdi", {}, text));
    const others = row.others.map((other, candidate) => button({ kind: "candidate", candidate }, placeText(other, words), placeText(other, words)));
    return h("details", { class: "fl-correct" }, h("summary", {}, words.text("correction")),
      h("p", { class: "fl-correct-choices" }, others, button({ kind: "point" }, words.text("correction_map"), ""), button({ kind: "bar" }, words.text("correction_bar"), words.text("correction_bar"))), said);
  }

  known(place) {
    const from = placeText({ ...place, name: "", admin1: place.admin1 === place.name ? "" : place.admin1 }, this.words);
    const grain = place.how === "point" || place.how === "ring" ? place.radius && `± ${this.words.value("radius_m", place.radius)}` : this.words.text(place.how);
    return [from, grain].filter(Boolean).join(", ");
  }

  facts(claim) {
    const { words } = this;
    const days = claim.from === null && claim.to === null ? words.text("undated") : [...new Set([claim.from, claim.to])].map((day) => (day === null ? "…" : longDay(day, words.locale))).join(" – ");
    const kind = [words.type(claim.type), words.stance(claim.stance), words.certainty(claim.certainty), claim.polarity === "-" ? words.text("negated") : ""].filter(Boolean);
    return h("section", {}, h("h3", {}, words.text("when")), h("p", {}, days), h("p", { class: "fl-dim" }, kind.join(" · ")));
  }

  layers(claim) {
    const { words } = this;
    const finding = claim.finding;
    if (!finding || !(finding.by_layer.length || finding.readings.length || Object.keys(finding.tolerance).length)) return null;
    const rows = finding.by_layer.map(([layer, snapshot, verdict, reason]) => h("tr", {}, h("th", { scope: "row" }, h("bdi", {}, layer)), h("td", {}, snapshot ? this.day(snapshot) : "–"),
      h("td", {}, glyph(verdict, 13), ` ${words.verdict(verdict)}`, reason ? h("span", { class: "fl-dim" }, ` (${words.reason(reason)})`) : null)));
    return h("section", {}, h("h3", {}, words.text("by_layer")), rows.length ? h("table", { class: "fl-layers" }, h("tbody", {}, rows)) : null,
      this.readings(finding.readings),
      Object.keys(finding.tolerance).length ? h("div", {}, h("h3", {}, words.text("tolerance")), this.figures(finding.tolerance)) : null);
  }

  readings(readings) {
    return readings.length ? h("details", {}, h("summary", {}, this.words.text("readings")), h("ul", {}, readings.map((reading) => this.reading(reading)))) : null;
  }

  /** One way to read the words, told in English by the checks, with its value and verdict in the reader's language. */
  reading({ reading, verdict, ...figures }) {
    const { words } = this;
    const way = words.term("way", String(reading));
    const told = Object.entries(figures).filter(([, value]) => value !== null && typeof value !== "object").map(([name, value]) => `${words.figure(name)} ${words.value(name, value)}`);
    return h("li", { class: "fl-dim", dir: "auto" }, way === reading ? h("span", { lang: "en" }, reading) : way, h("bdi", {}, ["", ...told, verdict ? words.verdict(verdict) : null].filter((part) => part !== null).join(", ")));
  }

  tools(claim) {
    const { words } = this;
    const said = h("span", { class: "fl-dim", role: "status" });
    const copy = h("button", { type: "button", class: "fl-button", onclick: () => copyText(citeClaim(this, claim), { words, said, root: this.root }) }, words.text("cite"));
    return h("section", { class: "fl-tools" }, copy, said);
  }

  day(iso) {
    return longDay(toDay(iso), this.words.locale);
  }
}

/** Number of a claim -> the pairs it is part of, with the claims on the other side. */
function pairsOf(pairs) {
  const found = new Map();
  const add = (index, pair, others) => found.set(index, [...(found.get(index) || []), { pair, others }]);
  for (const pair of pairs) {
    const [a, b] = [[pair.a].flat(), [pair.b].flat()];
    for (const index of a) add(index, pair, b);
    for (const index of b) add(index, pair, a);
  }
  return found;
}

function placeText(place, words) {
  return [place.name, place.admin1 === place.name ? "" : place.admin1, words.country(place.country)].filter(Boolean).join(", ");
}
