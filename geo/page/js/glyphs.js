// A verdict is told by shape, colour and word, never by colour alone.

import { svg } from "./dom.js";

export const VERDICTS = ["supported", "partly", "contradicted", "no_data", "not_checkable", "unchecked"];

const SHAPES = {
  supported: () => svg("circle", { cx: 10, cy: 10, r: 6.5 }),
  contradicted: () => svg("path", { d: "M5 2.6 10 7.6 15 2.6 17.4 5 12.4 10 17.4 15 15 17.4 10 12.4 5 17.4 2.6 15 7.6 10 2.6 5Z" }),
  partly: () => svg("path", { d: "M10 1.8 18.2 10 10 18.2 1.8 10Z" }),
};

const open = () => svg("circle", { cx: 10, cy: 10, r: 6 });

/** The glyph of a verdict as an SVG element, `size` pixels wide. */
export function glyph(verdict, size = 20) {
  const shape = (SHAPES[verdict] || open)();
  return svg("svg", { class: `fl-glyph fl-${verdict}`, width: size, height: size, viewBox: "0 0 20 20", "aria-hidden": "true" }, shape);
}

/** A ring whose arcs are the shares of the verdicts, with the number of claims in it. */
export function ring(counts, size = 38) {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const radius = size / 2 - 4;
  const around = 2 * Math.PI * radius;
  let turned = 0;
  const arcs = VERDICTS.filter((verdict) => counts[verdict]).map((verdict) => {
    const share = (counts[verdict] / total) * around;
    const arc = svg("circle", {
      class: `fl-arc fl-${verdict}`, cx: size / 2, cy: size / 2, r: radius,
      "stroke-dasharray": `${share} ${around - share}`, "stroke-dashoffset": -turned,
    });
    turned += share;
    return arc;
  });
  const middle = svg("circle", { class: "fl-ring-middle", cx: size / 2, cy: size / 2, r: size / 2 });
  const text = svg("text", { x: size / 2, y: size / 2, dy: "0.36em", "text-anchor": "middle" }, total);
  return svg("svg", { class: "fl-ring", width: size, height: size, viewBox: `0 0 ${size} ${size}`, "aria-hidden": "true" }, middle, arcs, text);
}
