// The time bar: claims a day as a histogram by verdict, the days each layer speaks about, the day shown, a window of days before it, and a day to compare with.

import { h, replace, svg } from "./dom.js";
import { longDay, toIso } from "./days.js";
import { Playing } from "./playing.js";
import { WINDOWS } from "./store.js";
import { FOOT, chartOf } from "./timechart.js";
import { TimeHands } from "./timehands.js";
import { claimsStretch, dayAt, pulledStretch, shareAt, stretchAround, stretchFrom, wholeOf, widenedStretch, zoomedStretch } from "./timescale.js";

const KEY_STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7, Home: -Infinity, End: Infinity };
const KEY_ZOOMS = { "+": 1 / 1.5, "=": 1 / 1.5, "-": 1.5, _: 1.5 };
const BACK = 30; // days back to the day that a comparison starts with

export class TimeBar {
  constructor({ words, span, lines, claims, onDay, onCompare, onWindow, onBrush }) {
    Object.assign(this, { words, span, lines, claims, onDay, onCompare, onWindow, onBrush, shown: null, day: null, compare: null, window: 0 });
    this.whole = wholeOf(span || { first: 0, last: 0 });
    this.ofClaims = span && claimsStretch(claims.day, this.whole);
    this.stretch = this.whole;
    this.element = h("section", { class: "fl-time" }, this.makeKeys(), this.makeTrack());
    this.element.hidden = span === null;
    this.hands = new TimeHands(this.track, this.axis, this);
    this.sizes = new ResizeObserver(() => this.draw());
    this.sizes.observe(this.track);
  }

  makeKeys() {
    const icon = (text, onclick) => h("button", { type: "button", class: "fl-icon", onclick }, text);
    this.playing = new Playing({ step: (days) => this.go(days), rewind: () => this.rewind(), told: () => this.name() });
    this.back = icon("‹", () => this.go(-1));
    this.forth = icon("›", () => this.go(1));
    this.date = h("output", { class: "fl-date" });
    this.comparing = h("button", { type: "button", class: "fl-button fl-compare", onclick: () => this.onCompare(this.compare === null ? this.clamp(this.day - BACK) : null) });
    this.windows = h("select", { class: "fl-select", onchange: () => this.onWindow(Number(this.windows.value)) });
    this.scope = h("button", { type: "button", class: "fl-button fl-scope", onclick: () => this.showStretch(this.isWhole() ? this.daysOfClaims(this.day) : this.whole) });
    return h("div", { class: "fl-time-keys" }, h("div", { class: "fl-time-row" }, this.playing.button, this.back, this.forth, this.date), h("div", { class: "fl-time-row" }, this.windows, this.comparing, this.scope));
  }

  makeTrack() {
    this.chart = svg("svg", { class: "fl-chart", "aria-hidden": "true" });
    this.shade = h("div", { class: "fl-shade", hidden: true });
    this.axis = h("div", { class: "fl-axis", style: `height: ${FOOT}px` });
    this.handle = this.slider("fl-handle", (day) => this.onDay(day), () => this.day);
    this.other = this.slider("fl-handle fl-handle-compare", (day) => this.onCompare(day), () => this.compare);
    this.other.hidden = true;
    return (this.track = h("div", { class: "fl-track", onkeydown: (event) => this.escape(event) }, this.shade, this.chart, this.axis, this.handle, this.other));
  }

  slider(className, move, day) {
    return h("div", { class: className, role: "slider", tabindex: "0", onkeydown: (event) => this.key(event, move, day()) });
  }

  key(event, move, day) {
    if (day === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = KEY_STEPS[event.key];
    if (event.key === " ") this.playing.toggle();
    else if (KEY_ZOOMS[event.key]) this.zoomTo(KEY_ZOOMS[event.key], day + 0.5);
    else if (step === undefined) return;
    else if (event.shiftKey) this.lengthen(-step);
    else move(this.clamp(day + step));
    event.preventDefault();
  }

  /** Move the first day of the window, the day shown stays its last. */
  lengthen(days) {
    const window = Math.min(this.day - this.span.first + 1, Math.max(1, this.window + days));
    if (this.window || days > 0) this.onWindow(window);
  }

  escape(event) {
    if (event.key !== "Escape") return;
    if (!this.hands.cancel() && this.window) this.onWindow(0);
  }

  /** Show the claims that the filters leave on all days, and the day, the window and the comparison. */
  show(shown, { day, compare, window }) {
    const [first, moved, compared] = [this.shown === null, day !== this.day, compare !== null && compare !== this.compare];
    const redraw = shown !== this.shown || this.words.language !== this.drawnIn;
    Object.assign(this, { shown, day, compare, window });
    this.name();
    if (day === null || !this.span) return;
    let stretch = first ? this.daysOfClaims(day) || this.whole : this.stretch;
    if (moved) stretch = pulledStretch(stretch, this.whole, this.clamp(day));
    if (compared) stretch = widenedStretch(stretch, this.whole, [day, compare].map((one) => this.clamp(one)));
    if (!this.showStretch(stretch)) this.place();
    if (redraw) this.draw();
    this.date.textContent = longDay(day, this.words.locale);
  }

  /** Show another stretch of days; whether it is another. */
  showStretch(stretch) {
    if (!stretch || (stretch.from === this.stretch.from && stretch.to === this.stretch.to)) return false;
    this.stretch = stretch;
    this.name();
    this.place();
    cancelAnimationFrame(this.asked);
    this.asked = requestAnimationFrame(() => this.draw());
    return true;
  }

  /** The days of the claims, with the day shown; null where claims fill the whole. */
  daysOfClaims(day) {
    return this.ofClaims && stretchAround(this.ofClaims, this.whole, this.clamp(day));
  }

  isWhole() {
    return this.stretch.to - this.stretch.from >= this.whole.to - this.whole.from;
  }

  /** Put the handles and the shade where their days lie. */
  place() {
    const { day, compare, window, words } = this;
    this.put(this.handle, day, window ? `${longDay(day, words.locale)}, ${words.text("window")} ${words.count(window, "days")}` : longDay(day, words.locale));
    this.other.hidden = compare === null;
    if (compare !== null) this.put(this.other, compare, longDay(compare, words.locale));
    const [from, to] = window || compare === null ? [day - window + 1, day] : [Math.min(day, compare), Math.max(day, compare)];
    const [left, right] = [from, to + 1].map((moment) => Math.max(0, Math.min(1, shareAt(this.stretch, moment))));
    this.shade.hidden = right <= left || (!window && compare === null);
    this.shade.style.left = `${100 * left}%`;
    this.shade.style.width = `${100 * (right - left)}%`;
  }

  /** A handle whose day lies outside stands at the edge and points there. */
  put(handle, day, text) {
    const share = shareAt(this.stretch, day + 0.5);
    handle.style.left = `${100 * Math.max(0, Math.min(1, share))}%`;
    handle.classList.toggle("fl-away-left", share < 0);
    handle.classList.toggle("fl-away-right", share > 1);
    handle.setAttribute("aria-valuenow", day - this.span.first);
    handle.setAttribute("aria-valuetext", text);
    handle.dataset.day = toIso(day);
  }

  name() {
    const { words, compare, window, ofClaims } = this;
    const whole = this.isWhole();
    const told = [words.language, Boolean(this.playing.timer), compare !== null, window, whole].join();
    if (this.named === told) return;
    this.named = told;
    this.element.setAttribute("aria-label", words.text("time"));
    this.handle.setAttribute("aria-label", words.text("day"));
    this.handle.setAttribute("aria-description", words.text("time_keys"));
    this.track.title = words.text("time_hands");
    this.other.setAttribute("aria-label", words.text("compare"));
    for (const [button, word] of [[this.playing.button, this.playing.timer ? "pause" : "play"], [this.back, "day_back"], [this.forth, "day_forth"]]) {
      button.setAttribute("aria-label", words.text(word));
      button.title = words.text(word);
    }
    this.comparing.textContent = words.text("compare_short");
    this.comparing.title = words.text("compare_on");
    this.comparing.setAttribute("aria-pressed", String(compare !== null));
    this.scope.textContent = this.scope.title = words.text(whole && ofClaims ? "claims_days" : "whole_span");
    this.scope.setAttribute("aria-disabled", String(whole && !ofClaims));
    this.scope.dataset.to = whole && ofClaims ? "claims" : "whole";
    this.windows.setAttribute("aria-label", words.text("window"));
    const choices = [...new Set([...WINDOWS, window])].sort((a, b) => a - b);
    replace(this.windows, choices.map((days) => h("option", { value: days, selected: days === window }, WINDOWS.includes(days) ? words.text(`window.${days}`) : words.count(days, "days"))));
    this.windows.value = String(window);
  }

  clamp(day) {
    return Math.max(this.span.first, Math.min(this.span.last, day));
  }

  /** Go some days on; whether there are more. */
  go(step) {
    if (this.day === null) return false;
    this.onDay(this.clamp(this.day + step));
    return this.day < this.span.last;
  }

  rewind() {
    if (this.day >= this.span.last) this.onDay(this.clamp(Math.ceil(this.stretch.from)));
  }

  // What the pointer asks for; shares run from 0 at the left end of the track to 1 at the right.

  shareOf(clientX) {
    const { left, width } = this.track.getBoundingClientRect();
    return (clientX - left) / width;
  }

  press(handle) {
    this.playing.stop();
    (handle || this.handle).focus({ preventScroll: true });
    return { day: this.day, compare: this.compare, window: this.window };
  }

  restore({ day, compare, window }, stretch) {
    this.showStretch(stretch);
    this.onBrush(day, window);
    if (compare !== this.compare) this.onCompare(compare);
  }

  click(share) {
    this.onDay(dayAt(this.stretch, this.whole, share));
  }

  drag(handle, share) {
    (handle === this.other ? this.onCompare : this.onDay)(dayAt(this.stretch, this.whole, share));
  }

  brush(...shares) {
    const [first, last] = shares.map((share) => dayAt(this.stretch, this.whole, share)).sort((a, b) => a - b);
    this.onBrush(last, last - first + 1);
  }

  moveTo(from, length) {
    return this.showStretch(stretchFrom(this.whole, from, length));
  }

  zoomTo(factor, moment) {
    return this.showStretch(zoomedStretch(this.stretch, this.whole, factor, moment));
  }

  destroy() {
    this.playing.stop();
    cancelAnimationFrame(this.asked);
    this.sizes.disconnect();
  }

  draw() {
    const size = [this.track.clientWidth, this.chart.clientHeight];
    if (!size[0] || !this.span || !this.shown) return;
    this.drawnIn = this.words.language;
    for (const handle of [this.handle, this.other]) {
      handle.setAttribute("aria-valuemin", 0);
      handle.setAttribute("aria-valuemax", this.span.last - this.span.first);
    }
    this.chart.setAttribute("viewBox", `0 0 ${size.join(" ")}`);
    const { stretch, lines, claims, shown, words, span } = this;
    replace(this.chart, chartOf({ stretch, size, lines, claims, shown, words, last: span.last }));
  }
}
