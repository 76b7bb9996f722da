// The page on paper: title, day, map and legend, then a table of the claims that the filters leave, then whom to credit.

import { citePage } from "./cite.js";
import { shortDay } from "./days.js";
import { h, readable } from "./dom.js";
import { creditLines } from "./exports.js";
import { facetText } from "./filters.js";
import { glyph, VERDICTS } from "./glyphs.js";
import { speakerOf } from "./list.js";
import { pictureFrom, stylesOf } from "./picture.js";
import { FACETS } from "./store.js";

const PRINTED = 1000; // claims in the table, some 70 sheets of A4; the rest are counted
// Margins of the sheet; in a notebook the sheet is not the page's own, so this stands apart from page.css.
const SHEET = "@page { margin: 12mm } html, body { margin: 0 }";

/** Make the page ready for paper whenever it is about to be printed, and as it was when that is done; returns what stops that. */
export function watchPrinting(page) {
  let undo = null;
  const leave = () => {
    if (undo) undo();
    undo = null;
  };
  const ready = () => {
    if (!undo && page.visible && page.frontlines) undo = laidOut(page);
  };
  const turned = ({ matches }) => (matches ? ready() : leave());
  const paper = matchMedia("print");
  window.addEventListener("beforeprint", ready);
  window.addEventListener("afterprint", leave);
  paper.addEventListener("change", turned);
  return () => {
    leave();
    window.removeEventListener("beforeprint", ready);
    window.removeEventListener("afterprint", leave);
    paper.removeEventListener("change", turned);
  };
}

/** Print the page; one that stands among others, in a notebook, is printed without them. */
export function printPage(page) {
  if (page.whole) return window.print();
  const frame = printedFrame(page);
  frame.contentWindow.addEventListener("afterprint", () => setTimeout(() => frame.remove(), 1000));
  return frame.contentWindow.print();
}

/** A frame that holds nothing but the page as it is printed. */
export function printedFrame(page) {
  for (const printed of document.querySelectorAll(".fl-print-frame")) printed.remove(); // not every browser says when it is done
  const frame = h("iframe", { class: "fl-print-frame", "aria-hidden": "true", tabindex: "-1" });
  document.body.append(frame);
  const { contentDocument: sheet } = frame;
  const undo = laidOut(page);
  const copy = page.root.cloneNode(true);
  page.root.querySelectorAll("canvas").forEach((canvas, at) => copy.querySelectorAll("canvas")[at].replaceWith(pictureFrom(canvas)));
  undo();
  sheet.title = page.parts.header.title.textContent;
  sheet.documentElement.lang = page.words.language;
  sheet.head.append(h("style", {}, `${stylesOf(page.root)}\n${SHEET}`));
  sheet.body.append(copy);
  return frame;
}

/** Lay the page out for paper; returns what puts it back. */
function laidOut(page) {
  const { root, map, parts, names } = page;
  const { theme } = root.dataset;
  const { zoomSnap } = map.options;
  const [centre, zoom, bounds, open] = [map.getCenter(), map.getZoom(), map.getBounds(), parts.legend.element.open];
  const table = printed(page);
  root.append(table);
  root.dataset.theme = "light";
  root.classList.add("fl-printing");
  parts.legend.element.open = true;
  const turn = () => {
    map.invalidateSize({ animate: false, pan: false });
    page.frontlines.repaint();
  };
  turn();
  map.options.zoomSnap = 0; // the same ground, whatever scale that takes
  map.fitBounds(bounds, { animate: false });
  map.options.zoomSnap = zoomSnap;
  names.draw();
  return () => {
    table.remove();
    root.dataset.theme = theme;
    root.classList.remove("fl-printing");
    parts.legend.element.open = open;
    turn();
    map.setView(centre, zoom, { animate: false });
    names.draw();
  };
}

function printed(page) {
  const { words, visible, payload, store } = page;
  const left = visible.length - PRINTED;
  const heads = ["verdict_of", "claim", "who", "article_of", "place_of", "day_of"].map((name) => h("th", { scope: "col" }, words.text(name)));
  const rows = visible.slice(0, PRINTED).map((index) => row(page, payload.claims.detail(index)));
  return h("section", { class: "fl-print" },
    h("h2", {}, words.shown(visible.length, payload.claims.count)), askedFor(store.state, words, payload),
    rows.length ? h("table", {}, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, rows)) : null,
    left > 0 ? h("p", {}, words.filled("left_out", { n: words.count(left) })) : null,
    h("h2", {}, words.text("sources_of_map")), creditLines(payload, words).map((line) => h("p", { dir: "auto" }, line)),
    h("p", { dir: "auto" }, citePage(page)));
}

/** What was searched and filtered for, so that a sheet says what it leaves out. */
function askedFor({ query, verdicts, facets, window: days, day }, words, payload) {
  const told = [
    query ? words.quoted(query) : null,
    verdicts.size < VERDICTS.length ? VERDICTS.filter((one) => verdicts.has(one)).map(words.verdict).join(", ") : null,
    ...FACETS.filter((facet) => facets[facet] !== undefined).map((facet) => `${words.text(`facet.${facet}`)}: ${facetText(words, facet, facets[facet], payload.articles)}`),
    days && day !== null ? words.filled("last_days", { n: words.count(days, "days"), day: shortDay(day, words.locale) }) : null,
  ].filter(Boolean);
  return told.length ? h("p", { dir: "auto" }, `${words.text("filters")}: ${told.join("; ")}`) : null;
}

function row({ words, payload }, claim) {
  const article = payload.articles[claim.article];
  const { finding } = claim;
  const cell = (...children) => h("td", {}, ...children);
  const day = claim.day === null ? words.text("undated") : shortDay(claim.day, words.locale);
  const chain = claim.speakers.length ? claim.speakers.map((one) => speakerOf(one, words)) : [words.text("author")];
  return h("tr", {},
    h("td", { class: "fl-print-verdict" }, glyph(claim.verdict, 12), " ", words.verdict(claim.verdict)),
    cell(h("p", { lang: article.language, dir: "auto" }, readable(claim.quote)), finding && finding.sentence ? h("p", { class: "fl-dim", lang: "en", dir: "auto" }, finding.sentence) : null),
    cell(chain.flatMap((name, at) => [at ? " → " : "", h("bdi", {}, name)])),
    cell(h("span", { lang: article.title ? article.language : null, dir: "auto" }, article.title || article.source), article.day === null ? null : h("span", { class: "fl-print-day" }, ` ${shortDay(article.day, words.locale)}`)),
    cell(h("bdi", {}, claim.place ? claim.place.name : words.text("unplaced"))),
    h("td", { class: "fl-print-day" }, day));
}
