// The time bar: claims a day as a histogram by verdict, the days each layer speaks about, and the day shown.

import { h, replace, svg } from "./dom.js";
import { VERDICTS } from "./glyphs.js";
import { longDay, monthName, toIso } from "./days.js";

const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7, Home: -Infinity, End: Infinity };
const PLAY_EVERY = 90; // milliseconds a day
const HISTOGRAM = 44; // pixels

export class TimeBar {
  constructor({ words, span, lines, onDay }) {
    Object.assign(this, { words, span, lines, onDay, claims: [], day: null, timer: null });
    this.play = h("button", { type: "button", class: "fl-icon fl-play", onclick: () => this.toggle() }, "▶");
    this.back = h("button", { type: "button", class: "fl-icon", onclick: () => this.go(-1) }, "‹");
    this.forth = h("button", { type: "button", class: "fl-icon", onclick: () => this.go(1) }, "›");
    this.date = h("output", { class: "fl-date" });
    this.chart = svg("svg", { class: "fl-chart", "aria-hidden": "true" });
    this.handle = h("div", { class: "fl-handle", role: "slider", tabindex: "0", onkeydown: (event) => this.key(event) });
    this.track = h("div", { class: "fl-track", onpointerdown: (event) => this.press(event) }, this.chart, this.handle);
    this.element = h("section", { class: "fl-time" }, h("div", { class: "fl-time-keys" }, this.play, this.back, this.forth, this.date), this.track);
    this.element.hidden = span === null;
    new ResizeObserver(() => this.draw()).observe(this.track);
  }

  show(claims, day) {
    if (claims !== this.claims) {
      this.claims = claims;
      this.draw();
    }
    this.day = day;
    this.name();
    if (day === null || !this.span) return;
    this.handle.style.left = `${100 * this.share(day)}%`;
    this.date.textContent = longDay(day, this.words.locale);
    this.handle.setAttribute("aria-valuenow", day - this.span.first);
    this.handle.setAttribute("aria-valuetext", this.date.textContent);
    this.handle.dataset.day = toIso(day);
  }

  name() {
    const { words } = this;
    this.element.setAttribute("aria-label", words.text("time"));
    this.handle.setAttribute("aria-label", words.text("day"));
    for (const [button, word] of [[this.play, this.timer ? "pause" : "play"], [this.back, "day_back"], [this.forth, "day_forth"]]) {
      button.setAttribute("aria-label", words.text(word));
      button.title = words.text(word);
    }
  }

  share(day) {
    return Math.max(0, Math.min(1, (day - this.span.first) / (this.span.last - this.span.first)));
  }

  go(step) {
    if (this.day === null) return;
    this.onDay(Math.max(this.span.first, Math.min(this.span.last, this.day + step)));
  }

  key(event) {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.go(step);
  }

  press(event) {
    event.preventDefault();
    this.stop();
    this.handle.focus({ preventScroll: true });
    const move = (at) => {
      const { left, width } = this.track.getBoundingClientRect();
      const share = Math.max(0, Math.min(1, (at.clientX - left) / width));
      this.onDay(Math.round(this.span.first + share * (this.span.last - this.span.first)));
    };
    move(event);
    this.track.setPointerCapture(event.pointerId);
    this.track.onpointermove = move;
    this.track.onpointerup = this.track.onpointercancel = () => (this.track.onpointermove = null);
  }

  toggle() {
    if (this.timer) return this.stop();
    if (this.day >= this.span.last) this.onDay(this.span.first);
    // A reader who asked for less motion gets a week a second instead of a film.
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.timer = setInterval(() => (this.day >= this.span.last ? this.stop() : this.go(calm ? 7 : 1)), calm ? 1000 : PLAY_EVERY);
    this.play.textContent = "❚❚";
    this.name();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.play.textContent = "▶";
    this.name();
  }

  draw() {
    const width = this.track.clientWidth;
    if (!width || !this.span) return;
    this.handle.setAttribute("aria-valuemin", 0);
    this.handle.setAttribute("aria-valuemax", this.span.last - this.span.first);
    this.chart.setAttribute("viewBox", `0 0 ${width} 72`);
    replace(this.chart, this.spans(width), this.bars(width), this.ticks(width));
  }

  /** One thin band a layer, where it has a snapshot young enough to speak. */
  spans(width) {
    return this.lines.slice(0, 3).flatMap((line, number) => spansOf(line, this.span.last).map(([from, to]) => {
      const left = this.share(from) * width;
      return svg("rect", { class: "fl-known", x: left, y: HISTOGRAM + 1 + number * 3, width: Math.max(1.5, this.share(to) * width - left), height: 2 });
    }));
  }

  bars(width) {
    const bins = Math.min(this.span.last - this.span.first + 1, Math.max(1, Math.floor(width / 4)));
    const counts = Array.from({ length: bins }, () => ({}));
    for (const { day, verdict } of this.claims) {
      if (day === null || day < this.span.first || day > this.span.last) continue;
      const bin = counts[Math.min(bins - 1, Math.floor(this.share(day) * bins))];
      bin[verdict] = (bin[verdict] || 0) + 1;
    }
    const most = Math.max(1, ...counts.map((bin) => Object.values(bin).reduce((sum, count) => sum + count, 0)));
    const step = Math.min(7, (HISTOGRAM - 4) / most);
    const wide = Math.min(8, Math.max(3, width / bins - 1));
    return counts.flatMap((bin, number) => {
      let top = HISTOGRAM - 1;
      return VERDICTS.filter((verdict) => bin[verdict]).map((verdict) => {
        top -= bin[verdict] * step;
        return svg("rect", { class: `fl-bar fl-${verdict}`, x: ((number + 0.5) * width) / bins - wide / 2, y: top, width: wide, height: bin[verdict] * step });
      });
    });
  }

  ticks(width) {
    const months = [];
    const date = new Date(this.span.first * 86400000);
    for (date.setUTCDate(1); date.getTime() / 86400000 <= this.span.last; date.setUTCMonth(date.getUTCMonth() + 1)) months.push(date.getTime() / 86400000);
    const room = Math.max(1, Math.ceil((months.length * 46) / width));
    const every = [1, 2, 3, 6, 12, 24, 60, 120].find((number) => number >= room) || 240;
    let named = false;
    return months.filter((day) => day >= this.span.first).flatMap((day) => {
      const when = new Date(day * 86400000);
      const [month, year] = [when.getUTCMonth(), when.getUTCFullYear()];
      if ((year * 12 + month) % every) return [];
      const x = this.share(day) * width;
      if (x > width - 24) return [];
      const text = [month ? monthName(day, this.words.locale) : "", month && named ? "" : year].filter(Boolean).join(" ");
      named = true;
      return [svg("line", { class: "fl-tick", x1: x, x2: x, y1: HISTOGRAM + 11, y2: HISTOGRAM + 15 }), svg("text", { class: month ? "fl-month" : "fl-year", x: x + 3, y: 70 }, text)];
    });
  }
}

/** The stretches of days that a line's snapshots speak about, as [first, last] pairs. */
function spansOf(line, last) {
  const reach = line.max_age_days;
  const spans = [];
  for (const day of line.days) {
    const end = reach === null ? last : day + reach;
    if (spans.length && day <= spans.at(-1)[1] + 1) spans.at(-1)[1] = end;
    else spans.push([day, end]);
  }
  return spans;
}
