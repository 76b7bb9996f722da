// What a pointer does on the time bar: a handle is dragged, days are brushed, the axis is moved, two fingers or the wheel zoom.

const STILL = 4; // pixels; a press that moves less is a click
const WHEEL = 0.0022; // a notch of 100 pixels zooms by a quarter
const LINE = 18; // pixels that a wheel counted in lines moves a line

/** `bar` answers `shareOf(clientX)`, `stretch`, and obeys `drag`, `brush`, `moveTo`, `zoomTo`, `click` and `restore`. */
export class TimeHands {
  constructor(track, axis, bar) {
    Object.assign(this, { track, axis, bar, fingers: new Map(), act: null, start: null });
    track.addEventListener("pointerdown", (event) => this.press(event));
    track.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"]) track.addEventListener(end, (event) => this.lift(event));
    track.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
  }

  press(event) {
    if (event.button) return;
    event.preventDefault();
    this.track.setPointerCapture(event.pointerId);
    this.fingers.set(event.pointerId, event.clientX);
    if (this.fingers.size === 2) return this.pinch();
    if (this.fingers.size > 2) return;
    const handle = event.target.closest("[role=slider]");
    this.start = { x: event.clientX, moved: Boolean(handle), stretch: this.bar.stretch, share: this.bar.shareOf(event.clientX), was: this.bar.press(handle) };
    this.act = handle ? (x) => this.bar.drag(handle, this.bar.shareOf(x)) : event.target === this.axis ? (x) => this.slide(x) : (x) => this.bar.brush(this.start.share, this.bar.shareOf(x));
  }

  move(event) {
    if (!this.fingers.has(event.pointerId)) return;
    this.fingers.set(event.pointerId, event.clientX);
    if (!this.act || (!this.start.moved && Math.abs(event.clientX - this.start.x) < STILL)) return;
    this.start.moved = true;
    this.act(event.clientX);
  }

  lift(event) {
    const known = this.fingers.delete(event.pointerId);
    if (known && this.act && !this.start.moved && event.type === "pointerup") this.bar.click(this.start.share);
    this.act = null;
  }

  /** Give up what the pointer has begun; whether it had begun anything. */
  cancel() {
    const begun = Boolean(this.act && this.start.moved);
    if (begun) this.bar.restore(this.start.was, this.start.stretch);
    this.act = null;
    return begun;
  }

  slide(x) {
    const { from, to } = this.start.stretch;
    this.bar.moveTo(from + (this.start.share - this.bar.shareOf(x)) * (to - from), to - from);
  }

  /** The days under two fingers stay under them. */
  pinch() {
    this.cancel();
    const shares = () => [...this.fingers.values()].map((x) => this.bar.shareOf(x)).sort((a, b) => a - b);
    const { stretch } = this.bar;
    const days = shares().map((share) => stretch.from + share * (stretch.to - stretch.from));
    this.start = { ...this.start, moved: true, stretch };
    this.act = () => {
      const [left, right] = shares();
      const length = (days[1] - days[0]) / Math.max(0.01, right - left);
      this.bar.moveTo(days[0] - left * length, length);
    };
  }

  wheel(event) {
    if (event.altKey || event.metaKey) return;
    const unit = event.deltaMode ? LINE : 1;
    const [along, across] = [event.deltaX * unit, event.deltaY * unit];
    const sideways = event.shiftKey ? along || across : Math.abs(along) > Math.abs(across) ? along : 0;
    const { from, to } = this.bar.stretch;
    const share = this.bar.shareOf(event.clientX);
    const changed = sideways ? this.bar.moveTo(from + (sideways / this.track.clientWidth) * (to - from), to - from) : this.bar.zoomTo(Math.exp(across * WHEEL), from + share * (to - from));
    // At its widest the bar leaves the wheel to the page around it.
    if (changed) event.preventDefault();
  }
}
