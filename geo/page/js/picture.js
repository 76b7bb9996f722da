// A picture of the map as it stands, with title, day, legend and attribution: the stage is copied into an SVG and painted on a canvas.

import { h } from "./dom.js";

const SCALE = 2; // pixels of the picture a pixel of the screen
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const AWAY = ".leaflet-control-zoom, .leaflet-control-attribution, .fl-card, .fl-notice, .fl-credit, .fl-legend, .leaflet-tooltip-pane";

/** Return a PNG of the stage, titled above, with the legend and the credits (lines of text) below. */
export async function pictureOf(root, stage, { title, day, credits }) {
  const { width, height } = stage.getBoundingClientRect();
  const copy = stage.cloneNode(true);
  stage.querySelectorAll("canvas").forEach((canvas, at) => copy.querySelectorAll("canvas")[at].replaceWith(pictureFrom(canvas)));
  for (const part of copy.querySelectorAll("[style*='url(#']")) part.setAttribute("style", part.getAttribute("style").replaceAll('"', "'"));
  const legend = copy.querySelector(".fl-legend");
  for (const part of copy.querySelectorAll(AWAY)) part.remove();
  legend.open = true;
  copy.style.height = `${height}px`;
  const head = h("div", { class: "fl-picture-title" }, h("strong", { dir: "auto" }, title), day ? h("span", {}, day) : null);
  const foot = h("div", { class: "fl-picture-foot" }, credits.map((line) => h("p", { dir: "auto" }, line)));
  const page = h("div", { xmlns: "http://www.w3.org/1999/xhtml", lang: root.lang, class: `${root.className} fl-picture`, "data-theme": themeOf(root) }, head, copy, legend, foot);
  page.style.width = `${width}px`;
  root.append(page);
  const tall = Math.ceil(page.getBoundingClientRect().height);
  page.remove();
  page.prepend(h("style", {}, stylesOf(root)));
  const text = new XMLSerializer().serializeToString(page).replace(NOT_XML, "");
  const picture = await loaded(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${tall}"><foreignObject width="100%" height="100%">${text}</foreignObject></svg>`)}`);
  const canvas = h("canvas", { width: width * SCALE, height: tall * SCALE });
  const paint = canvas.getContext("2d");
  paint.scale(SCALE, SCALE);
  paint.drawImage(picture, 0, 0);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The browser gave no picture.")))));
}

/** A copied canvas is empty; its picture is not. */
export function pictureFrom(canvas) {
  return h("img", { src: canvas.toDataURL(), class: canvas.className, style: canvas.getAttribute("style"), alt: "" });
}

/** The text of every style that dresses the page; a notebook may keep it beside the page in a shadow tree. */
export function stylesOf(root) {
  return [...new Set([document, root.getRootNode()])].flatMap((home) => [...home.querySelectorAll("style")]).map((element) => element.textContent).join("\n");
}

function themeOf(root) {
  const { theme } = root.dataset;
  return theme === "auto" ? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light") : theme;
}

function loaded(address) {
  return new Promise((resolve, reject) => {
    const picture = new Image();
    picture.onload = () => resolve(picture);
    picture.onerror = () => reject(new Error("The browser could not draw the picture."));
    picture.src = address;
  });
}
