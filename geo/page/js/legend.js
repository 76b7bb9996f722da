// The legend: whose line of which day is shown, what changed, what the verdicts and outlines mean. Layers are switched here.

import { h, replace, svg } from "./dom.js";
import { glyph, VERDICTS } from "./glyphs.js";
import { shortDay } from "./days.js";
import { styleOf } from "./frontlines.js";
import { snapshotAt } from "./payload.js";

export class Legend {
  constructor({ words, lines, folded, onHide }) {
    Object.assign(this, { words, lines, onHide, frontlines: null });
    this.summary = h("summary", {});
    this.body = h("div", { class: "fl-legend-body" });
    this.element = h("details", { class: "fl-legend", open: !folded }, this.summary, this.body);
  }

  show(claims, { day, compare, hidden }) {
    const { words } = this;
    const shownAt = this.lines.map((line) => (day === null ? -1 : snapshotAt(line, day)));
    const told = this.lines.map((line, number) => (shownAt[number] < 0 ? null : this.line(line, number, shownAt[number], day, hidden))).filter(Boolean);
    const silent = this.lines.filter((_, number) => shownAt[number] < 0);
    this.summary.textContent = words.text("legend");
    const held = document.activeElement && document.activeElement.dataset.layer;
    replace(this.body,
      this.lines.length ? h("ul", { class: "fl-legend-lines" }, told) : h("p", { class: "fl-dim" }, words.text("no_lines")),
      silent.length ? h("p", { class: "fl-dim" }, h("strong", {}, words.text("also_loaded")), " ", silent.flatMap((line, at) => [at ? ", " : "", h("bdi", {}, unbroken(titleOf(line)))])) : null,
      this.changes(day, compare, hidden),
      claims.count ? this.verdicts(claims) : null);
    if (held) this.body.querySelector(`[data-layer="${held}"]`)?.focus();
  }

  line(line, number, index, day, hidden) {
    const { words } = this;
    const [sides, settled] = this.drawnOn(line, number, index, day);
    const keys = [...sides.map((side) => [keyOf(side, number), side]), ...settled.map((side) => [h("i", { class: `fl-key fl-square fl-side-${side}` }), side])];
    const box = h("input", { type: "checkbox", "data-layer": number, checked: !hidden.has(number), "aria-label": `${words.text("show_layer")}: ${titleOf(line)}`, onchange: () => this.onHide(number) });
    const told = h("span", { class: "fl-dim" }, line.name === line.maker ? null : h("bdi", { class: "fl-layer" }, unbroken(line.name)), " ", h("span", { class: "fl-snapshot" }, `${words.text("snapshot")} ${shortDay(line.days[index], words.locale)}`));
    const name = h("label", { class: "fl-maker" }, box, h("span", {}, h("bdi", { class: "fl-maker-name" }, unbroken(line.maker)), told));
    return h("li", {}, name, h("span", { class: "fl-keys" }, keys.map(([key, side]) => h("span", { class: "fl-key-row" }, key, words.side(side)))));
  }

  /** The sides whose ground or line a layer draws on the day, and those whose settlements it draws. */
  drawnOn(line, number, index, day) {
    const drawn = this.frontlines ? this.frontlines.drawn[number] : null;
    if (!drawn) return [[...Object.keys(line.arcs), ...(line.fronts ? ["front"] : [])], []];
    const stands = (arcs) => arcs.arcsAt(index).length > 0;
    const sides = Object.keys(drawn.arcs).filter((side) => stands(drawn.arcs[side]));
    return [[...sides, ...(drawn.fronts && stands(drawn.fronts) ? ["front"] : [])], drawn.holdings.sidesOn(day)];
  }

  changes(day, compare, hidden) {
    const { words } = this;
    const told = this.frontlines ? this.frontlines.changesOf(day, compare, hidden) : [];
    if (!told.length) return null;
    const [from, to] = [day, compare].sort((a, b) => a - b).map((one) => shortDay(one, words.locale));
    const key = (name) => h("span", { class: "fl-key-row" }, h("i", { class: `fl-key fl-key-${name}` }), words.text(name));
    const areas = told.filter(({ gained }) => gained !== undefined).length;
    const keys = areas ? [key("gained"), key("lost"), key("compared")] : [];
    return h("div", { class: "fl-legend-changes" }, h("p", { class: "fl-maker" }, words.filled("between", { from, to })), h("span", { class: "fl-keys" }, keys), h("ul", { class: "fl-changed" }, told.map((one) => this.change(one, this.lines.length > 1))));
  }

  /** "+120 km² · −3 km²", with the layer's name where there are several. */
  change({ number, gained, lost, changed }, named) {
    const { words } = this;
    const name = named ? [h("bdi", {}, titleOf(this.lines[number])), ": "] : [];
    if (gained === undefined) return h("li", {}, name, words.count(changed, "settlements_changed"));
    return h("li", {}, name, h("span", { title: words.text("gained") }, `+${words.value("gained_km2", gained)}`), " · ", h("span", { title: words.text("lost") }, `−${words.value("lost_km2", lost)}`));
  }

  /** What verdicts and outlines mean changes with the language alone. */
  verdicts(claims) {
    if (this.spoken === this.words.language) return this.explained;
    this.spoken = this.words.language;
    return (this.explained = this.explain(claims));
  }

  explain(claims) {
    const { words } = this;
    const present = new Set(claims.verdictOf);
    const rows = VERDICTS.filter((_, row) => present.has(row)).map((verdict) => h("li", {}, glyph(verdict, 14), words.verdict(verdict)));
    return h("div", {}, h("ul", { class: "fl-legend-verdicts" }, rows), h("ul", { class: "fl-legend-grains fl-dim" }, this.grains(claims)));
  }

  /** What the outlines mean that the claims are drawn with; and when none of them can be drawn, that. */
  grains({ places }) {
    const { words } = this;
    const claimed = places.filter((place) => place.claimed);
    const grain = (className, text) => h("li", {}, h("i", { class: `fl-key ${className}` }), words.text(text));
    return [
      claimed.some(({ how, radius }) => (how === "point" || how === "ring") && radius) ? grain("fl-key-ring", "ring_key") : null,
      claimed.some(({ how }) => how === "area" || how === "sector") ? grain("fl-key-area", "area_key") : null,
      claimed.length ? null : h("li", {}, words.text("none_placed")),
    ];
  }
}

/** A name that breaks between its words alone, as long as they fit. */
function unbroken(text) {
  return text.split(" ").flatMap((word, at) => [at ? " " : "", h("span", { class: "fl-unbroken" }, word)]);
}

/** A piece of the line itself, so that its dashes are those of the map. */
function keyOf(side, number) {
  if (number === 0 && side !== "front") return h("i", { class: `fl-key fl-filled fl-side-${side}` });
  const style = side === "front" ? `fl-drawn fl-dash-${number % 4}` : styleOf(number);
  const line = svg("line", { class: `fl-control fl-side-${side} ${style}`, x1: 0, x2: 30, y1: 6, y2: 6 });
  return svg("svg", { class: "fl-key-line", width: 30, height: 12, "aria-hidden": "true" }, line);
}

export function titleOf(line) {
  return line.name === line.maker ? line.maker : `${line.maker} ${line.name}`;
}
