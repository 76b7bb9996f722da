// Sentences of findings as they are shown: the first few, the others folded, no figure parted from its unit.

import { h } from "./dom.js";

const FIRST = 3; // sentences shown at once; a place that several layers speak of has many
const WHOLE = /(\d{4}-\d\d-\d\d|\d[\d.,]{0,12} (?:%|km²|km|m)(?![\p{L}\d]))/u; // days and figures that stay on one line
const ENDS = /[.!?] (?=[\p{Lu}"“«])/gu;

/** Paragraphs of a finding's sentences; `more` names what is folded. */
export function telling(text, more) {
  const at = [...text.matchAll(ENDS)].map((end) => end.index + 1)[FIRST - 1];
  const paragraph = (part) => h("p", { dir: "auto", lang: "en" }, unparted(part));
  if (at === undefined) return [paragraph(text)];
  return [paragraph(text.slice(0, at)), h("details", { class: "fl-more-told" }, h("summary", {}, more), paragraph(text.slice(at)))];
}

export function unparted(text) {
  return text.split(WHOLE).map((part, at) => (at % 2 ? h("span", { class: "fl-figure-told" }, part) : part));
}
