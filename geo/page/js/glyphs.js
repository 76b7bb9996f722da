// A verdict is told by shape, colour and word, never by colour alone.

import { h, svg } from "./dom.js";

export const VERDICTS = ["supported", "partly", "contradicted", "no_data", "not_checkable", "unchecked"];

const COLOURS = { supported: "--supported", partly: "--partly", contradicted: "--contradicted" };
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

/** A ring whose arcs are the shares of the verdicts, with the number of claims in it; two elements, because there are hundreds. */
export function ring(counts) {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  let turned = 0;
  const arcs = VERDICTS.filter((verdict) => counts[verdict]).map((verdict) => {
    const from = turned;
    turned += (100 * counts[verdict]) / total;
    return `var(${COLOURS[verdict] || "--open"}) ${from.toFixed(2)}% ${turned.toFixed(2)}%`;
  });
  const short = total < 10000 ? String(total) : `${Math.round(total / 1000)}k`;
  return h("span", { class: "fl-ring", style: `background: conic-gradient(${arcs.join(", ")})` }, h("b", {}, short));
}
