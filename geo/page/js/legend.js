// The legend: what the colours mean, and whose line of which day is shown.

import { h, replace } from "./dom.js";
import { glyph, VERDICTS } from "./glyphs.js";
import { longDay } from "./days.js";
import { snapshotAt } from "./payload.js";

export class Legend {
  constructor({ words, lines, folded }) {
    Object.assign(this, { words, lines });
    this.summary = h("summary", {});
    this.body = h("div", { class: "fl-legend-body" });
    this.element = h("details", { class: "fl-legend", open: !folded }, this.summary, this.body);
  }

  show(claims, day) {
    const { words } = this;
    const present = new Set(claims.map((claim) => claim.verdict));
    const verdicts = VERDICTS.filter((verdict) => present.has(verdict)).map((verdict) => h("li", {}, glyph(verdict, 14), words.verdict(verdict)));
    const lines = this.lines.map((line, number) => this.line(line, number, day));
    this.summary.textContent = words.text("legend");
    replace(this.body, lines.length ? h("ul", { class: "fl-legend-lines" }, lines) : h("p", { class: "fl-dim" }, words.text("no_lines")), h("ul", { class: "fl-legend-verdicts" }, verdicts));
  }

  line(line, number, day) {
    const { words } = this;
    const index = day === null ? -1 : snapshotAt(line, day);
    const keys = sidesOf(line, day).map((side) => h("span", { class: "fl-key-row" },
      h("i", { class: `fl-key fl-side-${side} ${Object.keys(line.arcs).length ? (number ? `fl-outlined fl-dash-${number % 3}` : "fl-filled") : "fl-square"}` }), words.side(side)));
    const when = index < 0 ? h("strong", { class: "fl-warn" }, words.text("no_day")) : h("span", {}, `${words.text("snapshot")} ${longDay(line.days[index], words.locale)}`);
    return h("li", {}, ...keys, h("span", { class: "fl-maker" }, h("bdi", {}, line.maker), line.name === line.maker ? null : h("span", { class: "fl-dim" }, h("bdi", {}, ` ${line.name}`))), when);
  }
}

/** The sides to explain: those drawn as areas, or those whose settlements are shown on the day. */
function sidesOf(line, day) {
  const sides = Object.keys(line.arcs);
  if (sides.length) return sides;
  const shown = line.holdings.filter(({ from, to }) => day !== null && day >= from && day <= to);
  return [...new Set(shown.map(({ side }) => side))].sort();
}
