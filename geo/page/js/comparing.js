// Says which layers cannot be compared, because they have no data on one of the two days.

import { shortDay } from "./days.js";
import { h, replace } from "./dom.js";
import { titleOf } from "./legend.js";

export class CompareNote {
  constructor(words, lines) {
    Object.assign(this, { words, lines });
    this.element = h("p", { class: "fl-uncompared", role: "status" });
  }

  show(frontlines, { day, compare, hidden }) {
    const { words, lines } = this;
    const shown = compare === null || day === null ? [] : lines.map((_, number) => number).filter((number) => !hidden.has(number));
    const told = shown.flatMap((number) => {
      const silent = [...new Set([compare, day])].filter((one) => !frontlines.speaksOn(number, one));
      const days = silent.map((one) => shortDay(one, words.locale)).join(", ");
      return silent.length ? [h("span", {}, h("bdi", {}, titleOf(lines[number])), `: ${words.filled("uncompared", { day: days })}`)] : [];
    });
    const drawn = shown.some((number) => frontlines.isComparable(number));
    replace(this.element, told.length || drawn || !shown.length ? told : h("span", {}, words.text("incomparable")));
  }
}
