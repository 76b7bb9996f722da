// Elements built by hand: text only ever enters the page through textContent.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === "") continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

/** Words as they are read: taken out of Markdown they keep gaps where its marks stood, seen before a full stop. */
export function readable(quote) {
  return quote.replace(/([\p{L}\p{N}]) {1,9}(?=[,;:!?.](?:\s|$))/gu, "$1");
}

/** A link when the address is http(s), plain text otherwise. */
export function link(address, text) {
  if (!/^https?:\/\//i.test(address || "")) return h("span", { dir: "auto" }, text);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer", dir: "auto" }, text);
}

export function replace(element, ...children) {
  element.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined));
}
