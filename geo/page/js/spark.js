// The distance of a place to the front around a day, as a small curve: above the line outside the held area, below it inside.

import { h, svg } from "./dom.js";
import { shortDay } from "./days.js";

const [WIDE, HIGH] = [300, 56]; // pixels
const REACH_DAYS = 60;

export function spark(words, frontlines, claim) {
  if (!frontlines || !claim.place || claim.place.how !== "point" || claim.day === null) return null;
  const layer = claim.finding ? claim.finding.layer : null;
  const [first, last] = [claim.day - REACH_DAYS, claim.day + REACH_DAYS];
  const found = frontlines.distances(layer, claim.place.lon, claim.place.lat, first, last);
  if (!found) return null;
  const [low, high] = [Math.min(0, ...found.metres), Math.max(0, ...found.metres)];
  const x = (day) => ((day - first) / (2 * REACH_DAYS)) * WIDE;
  const y = (metres) => HIGH - 3 - ((metres - low) / (high - low || 1)) * (HIGH - 6);
  const points = found.days.map((day, at) => `${x(day).toFixed(1)} ${y(found.metres[at]).toFixed(1)}`);
  const told = [found.metres[0], found.metres.at(-1)].map((metres) => words.value("distance_m", Math.round(metres))).join(" → ");
  const name = `${words.text("distance")}: ${shortDay(found.days[0], words.locale)} – ${shortDay(found.days.at(-1), words.locale)}, ${told}`;
  const chart = svg("svg", { class: "fl-spark", viewBox: `0 0 ${WIDE} ${HIGH}`, role: "img", "aria-label": name },
    svg("line", { class: "fl-spark-edge", x1: 0, x2: WIDE, y1: y(0), y2: y(0) }),
    svg("line", { class: "fl-spark-day", x1: WIDE / 2, x2: WIDE / 2, y1: 0, y2: HIGH }),
    svg("path", { class: "fl-spark-curve", d: `M${points.join("L")}` }));
  const ends = h("p", { class: "fl-spark-ends fl-dim" }, h("span", {}, shortDay(first, words.locale)), h("span", {}, shortDay(last, words.locale)));
  return h("section", {}, h("h3", {}, words.text("distance")), chart, ends, h("p", { class: "fl-dim" }, `${told} · `, h("bdi", {}, found.line.maker), ` · ${words.text("below_held")}`));
}
