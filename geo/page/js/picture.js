// A picture of the map as it stands, with legend and attribution: the stage is copied into an SVG and painted on a canvas.

import { h } from "./dom.js";

const SCALE = 2; // pixels of the picture a pixel of the screen
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Return a PNG of the stage, titled and credited. */
export async function pictureOf(root, stage, title, credits) {
  const { width, height } = stage.getBoundingClientRect();
  const copy = stage.cloneNode(true);
  stage.querySelectorAll("canvas").forEach((canvas, at) => copy.querySelectorAll("canvas")[at].replaceWith(pictureFrom(canvas)));
  for (const part of copy.querySelectorAll(".leaflet-control-zoom, .fl-card, .fl-notice, .fl-credit, .leaflet-tooltip-pane")) part.remove();
  for (const part of copy.querySelectorAll("[style*='url(#']")) part.setAttribute("style", part.getAttribute("style").replaceAll('"', "'"));
  const style = h("style", {}, [...document.querySelectorAll("style")].map((element) => element.textContent).join("\n"));
  const head = h("div", { class: "fl-picture-title", dir: "auto" }, title);
  const foot = h("div", { class: "fl-picture-foot", dir: "auto" }, credits);
  const page = h("div", { xmlns: "http://www.w3.org/1999/xhtml", class: "frontline fl-picture", "data-theme": themeOf(root) }, style, head, copy, foot);
  page.style.cssText = `width:${width}px;height:${height + 96}px`;
  copy.style.height = `${height}px`;
  const text = new XMLSerializer().serializeToString(page).replace(NOT_XML, "");
  const picture = await loaded(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height + 96}"><foreignObject width="100%" height="100%">${text}</foreignObject></svg>`)}`);
  const canvas = h("canvas", { width: width * SCALE, height: (height + 96) * SCALE });
  const paint = canvas.getContext("2d");
  paint.scale(SCALE, SCALE);
  paint.drawImage(picture, 0, 0);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The browser gave no picture.")))));
}

/** A copied canvas is empty; its picture is not. */
function pictureFrom(canvas) {
  return h("img", { src: canvas.toDataURL(), class: canvas.className, style: canvas.getAttribute("style") });
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
