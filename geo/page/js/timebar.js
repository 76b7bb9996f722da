// The time bar: claims a day as a histogram by verdict, the days each layer speaks about, the day shown and a day to compare with.

import { h, replace, svg } from "./dom.js";
import { NEVER } from "./claims.js";
import { VERDICTS } from "./glyphs.js";
import { longDay, monthName, shortDay, toIso } from "./days.js";
import { WINDOWS } from "./store.js";

const KEY_STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7, Home: -Infinity, End: Infinity };
const PLAY_EVERY = 90; // milliseconds a day
const HISTOGRAM = 44; // pixels
const BANDS = 10; // pixels for the days that the layers speak about
const BACK = 30; // days back to the day that a comparison starts with

export class TimeBar {
  constructor({ words, span, lines, claims, onDay, onCompare, onWindow }) {
    Object.assign(this, { words, span, lines, claims, onDay, onCompare, shown: null, day: null, compare: null, window: 0, timer: null });
    const icon = (text, onclick, more = "") => h("button", { type: "button", class: `fl-icon ${more}`, onclick }, text);
    this.play = icon("▶", () => this.toggle(), "fl-play");
    this.back = icon("‹", () => this.go(-1));
    this.forth = icon("›", () => this.go(1));
    this.date = h("output", { class: "fl-date" });
    this.comparing = h("button", { type: "button", class: "fl-button fl-compare", onclick: () => onCompare(this.compare === null ? this.clamp(this.day - BACK) : null) });
    this.windows = h("select", { class: "fl-select", onchange: () => onWindow(Number(this.windows.value)) });
    this.chart = svg("svg", { class: "fl-chart", "aria-hidden": "true" });
    this.shade = h("div", { class: "fl-shade", hidden: true });
    this.handle = this.slider("fl-handle", (day) => onDay(day), () => this.day);
    this.other = this.slider("fl-handle fl-handle-compare", (day) => onCompare(day), () => this.compare);
    this.other.hidden = true;
    this.track = h("div", { class: "fl-track", onpointerdown: (event) => this.press(event) }, this.shade, this.chart, this.handle, this.other);
    const keys = h("div", { class: "fl-time-keys" }, h("div", { class: "fl-time-row" }, this.play, this.back, this.forth, this.date), h("div", { class: "fl-time-row" }, this.windows, this.comparing));
    this.element = h("section", { class: "fl-time" }, keys, this.track);
    this.element.hidden = span === null;
    new ResizeObserver(() => this.draw()).observe(this.track);
  }

  slider(className, move, day) {
    return h("div", {
      class: className, role: "slider", tabindex: "0",
      onkeydown: (event) => {
        const step = KEY_STEPS[event.key];
        if (step === undefined || day() === null) return;
        event.preventDefault();
        move(this.clamp(day() + step));
      },
    });
  }

  show(visible, { day, compare, window }) {
    const redraw = this.shown === null || window !== this.window || (window === 0 && visible !== this.shown);
    Object.assign(this, { shown: visible, day, compare, window });
    if (redraw) this.draw();
    this.name();
    if (day === null || !this.span) return;
    this.place(this.handle, day);
    this.date.textContent = longDay(day, this.words.locale);
    this.other.hidden = compare === null;
    if (compare !== null) this.place(this.other, compare);
    this.showShade();
  }

  place(handle, day) {
    handle.style.left = `${100 * this.share(day)}%`;
    handle.setAttribute("aria-valuenow", day - this.span.first);
    handle.setAttribute("aria-valuetext", longDay(day, this.words.locale));
    handle.dataset.day = toIso(day);
  }

  showShade() {
    const { day, compare, window } = this;
    const [from, to] = compare !== null ? [Math.min(day, compare), Math.max(day, compare)] : [day - window, day];
    this.shade.hidden = from === to || (compare === null && !window);
    this.shade.style.left = `${100 * this.share(from)}%`;
    this.shade.style.width = `${100 * (this.share(to) - this.share(from))}%`;
  }

  name() {
    const { words } = this;
    if (this.named === words.language + Boolean(this.timer) + (this.compare !== null) + this.window) return;
    this.named = words.language + Boolean(this.timer) + (this.compare !== null) + this.window;
    this.element.setAttribute("aria-label", words.text("time"));
    this.handle.setAttribute("aria-label", words.text("day"));
    this.other.setAttribute("aria-label", words.text("compare"));
    for (const [button, word] of [[this.play, this.timer ? "pause" : "play"], [this.back, "day_back"], [this.forth, "day_forth"]]) {
      button.setAttribute("aria-label", words.text(word));
      button.title = words.text(word);
    }
    this.comparing.textContent = words.text("compare_short");
    this.comparing.title = words.text("compare_on");
    this.comparing.setAttribute("aria-pressed", String(this.compare !== null));
    this.windows.setAttribute("aria-label", words.text("window"));
    replace(this.windows, WINDOWS.map((days) => h("option", { value: days, selected: days === this.window }, words.text(`window.${days}`))));
    this.windows.value = String(this.window);
  }

  share(day) {
    return Math.max(0, Math.min(1, (day - this.span.first) / (this.span.last - this.span.first)));
  }

  clamp(day) {
    return Math.max(this.span.first, Math.min(this.span.last, day));
  }

  go(step) {
    if (this.day !== null) this.onDay(this.clamp(this.day + step));
  }

  press(event) {
    event.preventDefault();
    this.stop();
    const comparing = event.target === this.other;
    const [handle, told] = comparing ? [this.other, this.onCompare] : [this.handle, this.onDay];
    handle.focus({ preventScroll: true });
    const move = (at) => {
      const { left, width } = this.track.getBoundingClientRect();
      const share = Math.max(0, Math.min(1, (at.clientX - left) / width));
      told(Math.round(this.span.first + share * (this.span.last - this.span.first)));
    };
    if (!comparing) move(event);
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
    if (!width || !this.span || !this.shown) return;
    for (const handle of [this.handle, this.other]) {
      handle.setAttribute("aria-valuemin", 0);
      handle.setAttribute("aria-valuemax", this.span.last - this.span.first);
    }
    this.chart.setAttribute("viewBox", `0 0 ${width} 72`);
    replace(this.chart, this.spans(width), this.bars(width), this.ticks(width));
  }

  /** One thin band a layer, where it has a snapshot young enough to speak; the more layers, the thinner. */
  spans(width) {
    const pitch = Math.min(3, BANDS / this.lines.length);
    return this.lines.flatMap((line, number) => spansOf(line, this.span.last).map(([from, to]) => {
      const left = this.share(from) * width;
      return svg("rect", { class: "fl-known", x: left, y: HISTOGRAM + 1 + number * pitch, width: Math.max(1.5, this.share(to) * width - left), height: 0.67 * pitch });
    }));
  }

  bars(width) {
    const bins = Math.min(this.span.last - this.span.first + 1, Math.max(1, Math.floor(width / 4)));
    const counts = Array.from({ length: bins }, () => new Int32Array(VERDICTS.length));
    for (const index of this.counted()) {
      const day = this.claims.day[index];
      if (day === NEVER || day < this.span.first || day > this.span.last) continue;
      counts[Math.min(bins - 1, Math.floor(this.share(day) * bins))][this.claims.verdictOf[index]] += 1;
    }
    const most = Math.max(1, ...counts.map((bin) => bin.reduce((sum, count) => sum + count, 0)));
    const step = Math.min(7, (HISTOGRAM - 4) / most);
    const wide = Math.min(8, Math.max(3, width / bins - 1));
    return counts.flatMap((bin, number) => {
      let top = HISTOGRAM - 1;
      return VERDICTS.flatMap((verdict, row) => {
        if (!bin[row]) return [];
        top -= bin[row] * step;
        return [svg("rect", { class: `fl-bar fl-${verdict}`, x: ((number + 0.5) * width) / bins - wide / 2, y: top, width: wide, height: bin[row] * step })];
      });
    });
  }

  /** The claims of the histogram: those of the filters, and all days, because the window is shown by its shade. */
  counted() {
    return this.window === 0 ? this.shown : this.claims.day.keys();
  }

  ticks(width) {
    const months = [];
    const date = new Date(this.span.first * 86400000);
    for (date.setUTCDate(1); date.getTime() / 86400000 <= this.span.last; date.setUTCMonth(date.getUTCMonth() + 1)) months.push(date.getTime() / 86400000);
    const within = months.filter((day) => day >= this.span.first);
    if (within.length < 3) return this.dayTicks(width);
    const room = Math.max(1, Math.ceil((months.length * 54) / width));
    const every = [1, 2, 3, 6, 12, 24, 60, 120].find((number) => number >= room) || 240;
    let named = false;
    return within.flatMap((day) => {
      const when = new Date(day * 86400000);
      const [month, year] = [when.getUTCMonth(), when.getUTCFullYear()];
      if ((year * 12 + month) % every || this.share(day) * width > width - 24) return [];
      const text = [month ? monthName(day, this.words.locale) : "", month && named ? "" : year].filter(Boolean).join(" ");
      named = true;
      return this.tick(day, width, text, month ? "fl-month" : "fl-year");
    });
  }

  /** Some weeks are told by days, as many as fit. */
  dayTicks(width) {
    const { first, last } = this.span;
    const most = Math.max(1, Math.floor(width / 96));
    const every = [1, 2, 5, 7, 14, 28].find((days) => (last - first) / days <= most) || last - first;
    const days = Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, step) => first + step * every);
    return days.filter((day) => this.share(day) * width < width - 80).flatMap((day) => this.tick(day, width, shortDay(day, this.words.locale), "fl-month"));
  }

  tick(day, width, text, className) {
    const x = this.share(day) * width;
    return [svg("line", { class: "fl-tick", x1: x, x2: x, y1: HISTOGRAM + 11, y2: HISTOGRAM + 15 }), svg("text", { class: className, x: x + 3, y: 70 }, text)];
  }
}

/** The stretches of days that a line's snapshots speak about, as [first, last] pairs. */
function spansOf(line, last) {
  const reach = line.max_age_days;
  const spans = [];
  for (const day of line.days) {
    const end = reach === null ? last : day + reach;
    if (spans.length && day <= spans.at(-1)[1] + 1) spans.at(-1)[1] = Math.max(end, spans.at(-1)[1]);
    else spans.push([day, end]);
  }
  return spans;
}
