// Puts the page together: `mount` builds everything inside one element and answers for it.

import { makeAbout } from "./about.js";
import { readArcs } from "./arcs.js";
import { PlaceNames, drawBase, makeMap } from "./basemap.js";
import { Card } from "./card.js";
import { NEVER } from "./claims.js";
import { toDay, toIso } from "./days.js";
import { h } from "./dom.js";
import { download, downloadExport, exportText } from "./exports.js";
import { Filters } from "./filters.js";
import { FrontLines } from "./frontlines.js";
import { Header } from "./header.js";
import { VERDICTS } from "./glyphs.js";
import { readHoldings } from "./holdings.js";
import { Words } from "./i18n.js";
import { Legend } from "./legend.js";
import { ClaimList } from "./list.js";
import { Marks } from "./marks.js";
import { readPayload } from "./payload.js";
import { pictureOf } from "./picture.js";
import { changesClaims, fromHash, makeStore, toHash, visibleClaims } from "./store.js";
import { TimeBar } from "./timebar.js";

const NARROW = 720; // pixels, the same in page.css

/** What is shown before the reader has chosen anything. */
function freshState(payload) {
  return { day: firstDay(payload), compare: null, window: 0, query: "", verdicts: new Set(VERDICTS), facets: {}, hidden: new Set(), selected: null, also: [], language: "en", theme: null };
}

/**
 * Build the page inside `root`.
 *
 * @param {HTMLElement} root    an empty element that has its size
 * @param {object} raw          the payload, schema frontline-page/2
 * @param {object} options      `linked`: keep the state in the address; `mapId`: id of the map's element; `onCorrect`: told of places marked as wrong
 * @returns {object}            `map` (Leaflet), `store`, `ready` (a promise), `sideAt`, `visibleIds`, `idOf`, `indexOf`, `exportText`, `picture`
 */
export function mount(root, raw, { linked = false, mapId = "frontline-map", onCorrect = null } = {}) {
  const payload = readPayload(raw);
  const asked = linked ? fromHash(window.location.hash, payload.claims) : {};
  const store = makeStore({ ...freshState(payload), ...asked, view: null });
  const words = new Words(store.state.language);
  const page = { root, store, payload, words, asked: asked.view, visible: null, frontlines: null, marks: null, shapes: null };
  page.parts = build(page, linked, mapId, onCorrect);
  page.map = page.parts.map;
  look(page.map, payload, page.asked);
  if (!store.state.query) page.visible = visibleClaims(payload.claims, store.state);
  store.listen((changed) => {
    if (changesClaims(changed, store.state) && payload.claims.bytes) page.visible = visibleClaims(payload.claims, store.state);
    if (changed.has("language")) words.speak(store.state.language);
    draw(page, changed);
  });
  if (linked) keepAddress(page);
  page.ready = load(page).then(() => {
    page.visible = visibleClaims(payload.claims, store.state);
    draw(page, new Set(["language", "selected"]));
  });
  page.ready.catch(() => page.parts.notice.append(words.text("too_old")));
  return publicFace(page);
}

function build(page, linked, mapId, onCorrect) {
  const { root, store, payload, words } = page;
  const { claims, lines } = payload;
  const select = (selected) => store.set(selectionOf(payload, selected, store.state.day));
  const about = makeAbout(words, payload);
  const holder = h("div", { class: "fl-map" });
  const notice = h("p", { class: "fl-notice", role: "alert" });
  const parts = {
    about, notice, select,
    header: new Header({
      words, linked, title: payload.title, onAbout: about.open, onLanguage: (language) => store.set({ language }), onTheme: () => store.set({ theme: isDark(store.state) ? "light" : "dark" }),
      onExport: (format) => exportAs(page, format), cite: () => citationOf(payload),
    }),
    filters: new Filters({
      words, claims, onQuery: (query) => store.set({ query }), onVerdict: (verdict) => store.set({ verdicts: toggled(store.state.verdicts, verdict) }),
      onFacet: (facet, value) => store.set({ facets: { ...store.state.facets, [facet]: value } }), onReset: () => store.set({ facets: {}, query: "", verdicts: new Set(VERDICTS), window: 0 }),
    }),
    list: new ClaimList({ words, claims, onSelect: select, onOpen: () => parts.card.element.focus(), onClose: () => closeCard(parts, store) }),
    card: new Card({ words, payload, onCorrect: onCorrect && ((about) => onCorrect(about, page)), onSelect: select, onClose: () => closeCard(parts, store) }),
    time: new TimeBar({ words, span: payload.span, lines, claims, onDay: (day) => store.set({ day }), onCompare: (compare) => store.set({ compare }), onWindow: (days) => store.set({ window: days }) }),
    legend: new Legend({ words, lines, folded: root.clientWidth < NARROW, onHide: (number) => store.set({ hidden: toggled(store.state.hidden, number) }) }),
    credit: h("button", { type: "button", class: "fl-credit", onclick: about.open }),
  };
  parts.stage = h("main", { class: "fl-stage" }, holder, parts.legend.element, parts.credit, parts.card.element, notice);
  parts.panel = h("nav", { class: "fl-panel" }, parts.filters.element, parts.list.element);
  root.classList.add("frontline");
  root.classList.toggle("fl-tiled", Boolean(payload.tiles));
  root.classList.toggle("fl-no-claims", !claims.count);
  root.replaceChildren(h("div", { class: "fl-grid" }, parts.header.element, parts.panel, parts.stage, parts.time.element), about.element);
  parts.map = makeMap(holder, mapId);
  new ResizeObserver(() => {
    const unseen = Math.min(parts.map.getSize().x, parts.map.getSize().y) < 40; // a frame that has not got its size yet, or a hidden one
    parts.map.invalidateSize({ animate: false });
    if (unseen && page.map) look(page.map, payload, page.asked);
  }).observe(holder);
  return parts;
}

async function load(page) {
  const { payload, map, parts, words } = page;
  const { base, areas, lines, claims } = payload;
  const [far, farBorders, near, shapes, , ...drawn] = await Promise.all([readArcs(base.far, base.far_steps), readArcs(base.far_borders, base.far_steps), base.near ? readArcs(base.near, base.steps) : null, readArcs(areas.arcs, areas.steps), claims.load(), ...lines.map(readDrawn)]);
  for (const line of lines) line.holdings = null; // read by now, and large
  drawBase(map, far, farBorders, near);
  const names = new PlaceNames(map, payload.places, base.cities);
  page.shapes = shapes;
  page.frontlines = parts.card.frontlines = parts.legend.frontlines = new FrontLines(map, lines, drawn);
  page.marks = new Marks(map, payload, shapes, { words, onClaim: parts.select, onPlace: (name, indices) => parts.card.showPlace(name, indices), onDraw: (boxes, labels) => names.avoid(boxes, labels) });
}

async function readDrawn(line) {
  const arcs = Promise.all(Object.entries(line.arcs).map(async ([side, text]) => [side, await readArcs(text, line.steps)]));
  const [areas, fronts, holdings] = await Promise.all([arcs, line.fronts ? readArcs(line.fronts, line.steps) : null, readHoldings(line.holdings)]);
  return { arcs: Object.fromEntries(areas), fronts, holdings };
}

function draw(page, changed) {
  const { root, parts, visible, payload } = page;
  const { state } = page.store;
  if (!page.frontlines) return;
  const spoken = changed.has("language");
  const filtered = spoken || changesClaims(changed, state);
  const dated = spoken || changed.has("day") || changed.has("compare") || changed.has("hidden");
  if (changed.has("theme") || spoken) root.dataset.theme = state.theme || "auto";
  if (changed.has("theme")) page.frontlines.repaint();
  if (spoken) name(page);
  parts.time.show(visible, state);
  if (dated) {
    page.frontlines.show(state);
    parts.header.show(state);
    parts.legend.show(payload.claims, state);
  }
  if (spoken || filtered) {
    if (changed.has("day") && !spoken && changed.size === 1) parts.filters.tell(state, visible);
    else parts.filters.show(state, visible);
  }
  if (changed.has("also")) {
    page.marks.also = state.also;
    page.marks.drawSelected();
  }
  if (!filtered && !changed.has("selected")) return;
  parts.list.show(visible, state.selected);
  page.marks.show(visible, state.selected);
  if (spoken || changed.has("selected")) showSelected(page, changed.has("selected"));
}

function name({ root, parts, payload, words, store }) {
  root.lang = words.locale;
  root.dataset.language = store.state.language;
  parts.stage.setAttribute("aria-label", words.text("map"));
  parts.panel.setAttribute("aria-label", words.text("claims"));
  const makers = [...new Set([...payload.lines.map((line) => line.maker), "Natural Earth", "GeoNames", "Leaflet"])];
  parts.credit.textContent = `© ${makers.join(", ")}`;
  parts.credit.title = words.text("sources_of_map");
}

function showSelected({ store, payload, map, parts }, moved) {
  const { selected } = store.state;
  if (selected === null) return parts.card.hide();
  parts.card.showClaim(selected);
  const place = payload.claims.place(selected);
  if (moved && place) reveal(map, place, parts.card.element);
}

/** Move the map only when the place is out of sight or under the card. */
function reveal(map, place, card) {
  const size = map.getSize();
  const beside = size.x > 2 * card.offsetWidth ? card.offsetWidth : 0;
  const above = beside ? 0 : Math.min(card.offsetHeight, size.y - 80);
  const { x, y } = map.latLngToContainerPoint([place.lat, place.lon]);
  const animate = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (x < 30 || y < 30 || x > size.x - beside - 30 || y > size.y - above - 30) {
    const middle = map.project([place.lat, place.lon]).add([beside / 2, above / 2]);
    map.panTo(map.unproject(middle), { animate });
  }
}

/** A chosen claim takes the day with it, when the time bar reaches that far. */
function selectionOf({ claims, span }, selected, day) {
  const own = selected === null ? NEVER : claims.day[selected];
  const reached = own !== NEVER && span && own >= span.first && own <= span.last;
  return { selected, day: reached ? own : day };
}

function closeCard(parts, store) {
  const had = parts.card.element.contains(document.activeElement);
  parts.card.hide();
  store.set({ selected: null });
  if (had) parts.list.element.focus();
}

function toggled(chosen, one) {
  const next = new Set(chosen);
  if (!next.delete(one)) next.add(one);
  return next;
}

function isDark({ theme }) {
  return (theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
}

async function exportAs(page, format) {
  const { payload, visible, shapes, parts, words } = page;
  if (format !== "png") return downloadExport(format, payload, visible, shapes);
  parts.notice.textContent = "";
  try {
    download("map.png", await picture(page), "image/png");
  } catch (error) {
    parts.notice.textContent = words.text("no_picture");
    throw error;
  }
}

function picture({ root, parts, payload, store }) {
  const day = store.state.day === null ? "" : ` · ${toIso(store.state.day)}`;
  return pictureOf(root, parts.stage, payload.title + day, `${[...payload.lines.map((line) => line.attribution), "Natural Earth; GeoNames (CC BY 4.0)", payload.generator].join("; ")}`);
}

function citationOf(payload) {
  const layers = payload.lines.map((line) => `${line.maker}, ${line.name}`).join("; ");
  const address = /^https?:/.test(window.location.href) ? ` ${window.location.href}` : "";
  return `${payload.title}. ${payload.generator}.${layers ? ` ${layers}.` : ""}${address}`;
}

/** The day the page opens on: the newest article's, else the newest snapshot's, else the newest claim's. */
function firstDay({ span, articles, lines }) {
  if (!span) return null;
  const published = articles.map((article) => article.day).filter((day) => day !== null);
  const newest = lines.map((line) => line.days.at(-1)).filter((day) => day !== undefined);
  const day = published.length ? Math.max(...published) : newest.length ? Math.max(...newest) : span.last;
  return Math.max(span.first, Math.min(span.last, day));
}

function look(map, { view }, asked) {
  if (asked) return map.setView([asked[0], asked[1]], asked[2], { animate: false });
  if (!view) return map.setView([48.5, 31.5], 5, { animate: false });
  const bounds = L.latLngBounds([view[1], view[0]], [view[3], view[2]]);
  return map.fitBounds(bounds.pad(0.06), { animate: false, maxZoom: 9 });
}

function keepAddress(page) {
  let timer = null;
  const { claims } = page.payload;
  const write = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const { lat, lng } = page.map.getCenter();
      const view = [lat.toFixed(4), lng.toFixed(4), page.map.getZoom()].join(",");
      window.history.replaceState(null, "", `#${toHash(page.store.state, claims, view)}`);
    }, 150);
  };
  page.store.listen(write);
  page.map.on("moveend", write);
  window.addEventListener("hashchange", () => {
    const { view, ...changes } = fromHash(window.location.hash, claims);
    page.store.set({ ...freshState(page.payload), ...changes });
    if (view) page.map.setView([view[0], view[1]], view[2], { animate: false });
  });
}

function publicFace(page) {
  const { claims } = page.payload;
  return {
    map: page.map, store: page.store, ready: page.ready,
    claimCount: claims.count,
    visible: () => page.visible,
    idOf: (index) => claims.key(index),
    indexOf: (id) => claims.indexOf(id),
    visibleIds: () => page.visible.map((index) => claims.key(index)),
    day: () => (page.store.state.day === null ? null : toIso(page.store.state.day)),
    setDay: (text) => page.store.set({ day: toDay(text) }),
    sideAt: (layer, lon, lat, day) => page.frontlines.sideAt(layer, lon, lat, toDay(day)),
    exportText: (format) => exportText(format, page.payload, page.visible, page.shapes),
    picture: () => picture(page),
  };
}
