// Plays the days one after another, until the last.

import { h } from "./dom.js";

const PLAY_EVERY = 90; // milliseconds a day
const CALM = { every: 1000, days: 7 }; // a reader who asked for less motion gets a week a second instead of a film

export class Playing {
  /** `step` goes some days on and says whether there are more; `rewind` starts again from the last day; `told` hears of every change. */
  constructor({ step, rewind, told }) {
    Object.assign(this, { step, rewind, told, timer: null });
    this.button = h("button", { type: "button", class: "fl-icon fl-play", onclick: () => this.toggle() }, "▶");
  }

  toggle() {
    if (this.timer) return this.stop();
    this.rewind();
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.timer = setInterval(() => this.step(calm ? CALM.days : 1) || this.stop(), calm ? CALM.every : PLAY_EVERY);
    this.button.textContent = "❚❚";
    this.told();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = null;
    this.button.textContent = "▶";
    this.told();
  }
}
