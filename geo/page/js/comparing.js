// Says which layers cannot be compared, because they have no data on one of the two days.

import { shortDay } from "./days.js";
import { h, replace } from "./dom.js";
import { titleOf } from "./legend.js";

const NAMED = 2;

export class CompareNote {
  constructor(words, lines) {
    Object.assign(this, { words, lines });
    this.element = h("p", { class: "fl-uncompared", role: "status" });
  }

  show(frontlines, { day, compare, hidden }) {
    const { words, lines } = this;
    const shown = compare === null || day === null ? [] : lines.map((_, number) => number).filter((number) => !hidden.has(number));
    const silent = new Map(); // the days without data, and the layers that have none then
    for (const number of shown) {
      const days = [...new Set([compare, day])].filter((one) => !frontlines.speaksOn(number, one)).map((one) => shortDay(one, words.locale)).join(", ");
      if (days) silent.set(days, [...(silent.get(days) || []), titleOf(lines[number])]);
    }
    const told = [...silent].map(([days, titles]) => h("span", {}, this.named(titles), `: ${words.filled("uncompared", { day: days })}`));
    const drawn = shown.some((number) => frontlines.isComparable(number));
    replace(this.element, told.length || drawn || !shown.length ? told : h("span", {}, words.text("incomparable")));
  }

  /** The first layers by name, the others by their number: the map is not to be covered. */
  named(titles) {
    const more = titles.length > NAMED ? ` +${this.words.number(titles.length - NAMED)}` : "";
    return [titles.slice(0, NAMED).flatMap((title, at) => [at ? "; " : "", h("bdi", {}, title)]), more].flat();
  }
}
