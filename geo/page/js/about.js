// "About the data": maker, licence and attribution of everything on the page, how verdicts are made, and every article.

import { longDay, shortDay, toIso } from "./days.js";
import { h, link, replace } from "./dom.js";
import { glyph, VERDICTS } from "./glyphs.js";

const LISTED = 500; // articles that are listed

export function makeAbout(words, payload) {
  const element = h("dialog", { class: "fl-about" });
  return {
    element,
    open() {
      const close = h("button", { type: "button", class: "fl-icon", "aria-label": words.text("close"), title: words.text("close"), onclick: () => element.close() }, "✕");
      replace(element, h("div", { class: "fl-card-head" }, h("h2", {}, words.text("about")), close),
        h("p", {}, words.text("about_text")), h("p", {}, words.text("about_neutral")),
        part(words.text("front_lines"), payload.lines.map((line) => lineRow(line, words))),
        part(words.text("about_verdicts"), VERDICTS.map((verdict) => verdictRow(verdict, words))),
        part(words.text("about_articles"), articleRows(payload.articles, words)),
        part(words.text("map_places"), payload.credits.map((credit) => creditRow(credit, words))),
        part(words.text("warnings"), payload.warnings.map(([where, what]) => h("li", { class: "fl-dim", dir: "auto", lang: "en" }, `${where}: ${what}`))),
        h("h3", {}, words.text("about_program")), h("p", { lang: "en" }, payload.generator));
      element.setAttribute("aria-label", words.text("about"));
      element.showModal();
      element.scrollTop = 0;
    },
  };
}

function part(title, rows) {
  return rows.length ? h("section", {}, h("h3", {}, title), h("ul", {}, rows)) : null;
}

const dim = (attributes, ...text) => h("p", { class: "fl-dim", dir: "auto", ...attributes }, ...text);

/** A layer of front lines: whose it is, on what terms, of which days, over which ground, and what to know when reading it. */
function lineRow(line, words) {
  const title = line.name === line.maker ? line.maker : `${line.maker}: ${line.name}`;
  return h("li", {}, h("strong", {}, link(line.url, title)), h("p", { dir: "auto" }, line.attribution), dim({}, `${words.text("licence")}: `, h("bdi", {}, line.licence)),
    line.days.length ? dim({}, daysOf(line, words), " ", ageOf(line, words)) : null,
    line.coverage ? dim({}, `${words.text("about_covers")}: `, h("span", { lang: "en" }, line.coverage)) : null,
    line.warnings.map((warning) => dim({ lang: "en" }, warning)));
}

function daysOf({ days }, words) {
  const [first, last] = [days[0], days.at(-1)].map((day) => h("time", { datetime: toIso(day) }, shortDay(day, words.locale)));
  const told = words.count(days.length, "snapshots");
  return days.length === 1 ? [first, `, ${told}.`] : [first, " – ", last, `, ${told}.`];
}

function ageOf({ max_age_days: days }, words) {
  return days === null ? words.text("about_states") : words.filled("about_age", { n: words.count(days, "days") });
}

function verdictRow(verdict, words) {
  return h("li", { class: "fl-means" }, glyph(verdict, 16), h("p", {}, h("strong", {}, words.verdict(verdict)), `: ${words.text(`means.${verdict}`)}`));
}

function articleRows(articles, words) {
  const rows = articles.slice(0, LISTED).map((article) => {
    const made = [article.author, article.publisher, article.day === null ? words.text("undated") : longDay(article.day, words.locale)].filter(Boolean);
    return h("li", {}, h("span", { lang: article.language }, link(article.url || article.source, article.title || article.source)), dim({}, made.flatMap((one, at) => [at ? ", " : "", h("bdi", {}, one)])));
  });
  const left = articles.length - rows.length;
  return left > 0 ? [...rows, h("li", { class: "fl-dim" }, words.filled("about_more_articles", { n: words.count(left, "articles") }))] : rows;
}

/** What ships with the program and is drawn or asked: the base map, the gazetteer, Leaflet. Its makers describe it in English. */
function creditRow({ title, attribution, licence, url, caveats }, words) {
  return h("li", {}, h("strong", { lang: "en" }, link(url, title)), h("p", { lang: "en" }, attribution), dim({}, `${words.text("licence")}: `, h("span", { lang: "en" }, licence)), caveats ? dim({ lang: "en" }, caveats) : null);
}
