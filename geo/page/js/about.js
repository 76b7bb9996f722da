// "About the data": maker, licence and attribution of everything on the page, and how to read it.

import { h, link, replace } from "./dom.js";

export function makeAbout(words, payload) {
  const element = h("dialog", { class: "fl-about" });
  const row = ({ title, attribution, licence, url, more }) => h("li", {}, h("strong", {}, link(url, title)), h("p", { dir: "auto" }, attribution), h("p", { class: "fl-dim", dir: "auto" }, `${words.text("licence")}: ${licence}`), more ? h("p", { class: "fl-dim", dir: "auto" }, more) : null);
  const lines = () => payload.lines.map((line) => row({ title: `${line.maker}: ${line.name}`, attribution: line.attribution, licence: line.licence, url: line.url, more: [line.coverage, ...line.warnings].filter(Boolean).join(" · ") }));
  return {
    element,
    open() {
      const close = h("button", { type: "button", class: "fl-icon", "aria-label": words.text("close"), onclick: () => element.close() }, "✕");
      const warnings = payload.warnings.map(([where, what]) => h("li", { class: "fl-dim", dir: "auto" }, `${where}: ${what}`));
      replace(element, h("div", { class: "fl-card-head" }, h("h2", {}, words.text("about")), close),
        h("p", {}, words.text("about_text")),
        lines().length ? h("h3", {}, words.text("front_lines")) : null, h("ul", {}, lines()),
        h("h3", {}, words.text("map_places")), h("ul", {}, payload.credits.map(row)),
        warnings.length ? h("h3", {}, words.text("warnings")) : null, h("ul", {}, warnings),
        h("p", { class: "fl-dim" }, payload.generator));
      element.setAttribute("aria-label", words.text("about"));
      element.showModal();
    },
  };
}
