// Puts the page together: `mount` builds everything inside one element and answers for it.

import { makeAbout } from "./about.js";
import { fromHash, keepAddress } from "./address.js";
import { readArcs } from "./arcs.js";
import { drawBase, makeMap } from "./basemap.js";
import { Card } from "./card.js";
import { citePage, creditLines } from "./cite.js";
import { CompareNote } from "./comparing.js";
import { longDay, toDay, toIso } from "./days.js";
import { h } from "./dom.js";
import { download, downloadExport, exportText, fileName } from "./exports.js";
import { Filters } from "./filters.js";
import { FrontLines } from "./frontlines.js";
import { Header } from "./header.js";
import { VERDICTS } from "./glyphs.js";
import { readHoldings } from "./holdings.js";
import { Words } from "./i18n.js";
import { Legend } from "./legend.js";
import { ClaimList } from "./list.js";
import { Marks } from "./marks.js";
import { nameFrame, pageTitle } from "./naming.js";
import { closeCard, keepInSight, lookAtClaim, openFrom, openFromMap, openPlace, selectionOf, showAgain, showSelected } from "./opening.js";
import { readPayload } from "./payload.js";
import { pictureOf } from "./picture.js";
import { PlaceNames } from "./placenames.js";
import { printedFrame, printPage, watchPrinting } from "./print.js";
import { changesClaims, changesFilters, filteredClaims, makeStore, windowedClaims } from "./store.js";
import { TimeBar } from "./timebar.js";
import { fit, look } from "./view.js";

const CRAMPED = 900; // pixels below which the legend would cover most of the map

/** What is shown before the reader has chosen anything. */
function freshState(payload) {
  return { day: firstDay(payload), compare: null, window: 0, query: "", verdicts: new Set(VERDICTS), facets: {}, hidden: new Set(), selected: null, also: [], language: "en", theme: null };
}

/**
 * Build the page inside `root`.
 *
 * @param {HTMLElement} root    an empty element that has its size
 * @param {object} raw          the payload, schema frontline-page/2
 * @param {object} options      `linked`: keep the state in the address; `whole`: the document is this page's own; `mapId`: id of the map's element; `onCorrect`: told of places marked as wrong
 * @returns {object}            `map` (Leaflet), `store`, `ready` (a promise), `destroy` (leaves nothing behind), `sideAt`, `visibleIds`, `idOf`, `indexOf`, `exportText`, `picture`, `printed`
 */
export function mount(root, raw, { linked = false, whole = false, mapId = "frontline-map", onCorrect = null } = {}) {
  const payload = readPayload(raw);
  const asked = linked ? fromHash(window.location.hash, payload) : {};
  const store = makeStore({ ...freshState(payload), ...asked, view: null });
  const words = new Words(store.state.language);
  const page = { root, whole, linked, store, payload, words, asked: asked.view, fitted: Boolean(asked.view), filtered: null, visible: null, frontlines: null, marks: null, shapes: null, address: null, names: null, opener: null, unwatch: null };
  page.parts = build(page, linked, mapId, onCorrect);
  page.map = page.parts.map;
  look(page.map, payload, asked.view);
  if (!store.state.query) filter(page);
  store.listen((changed) => {
    if (changesClaims(changed, store.state) && payload.claims.bytes) filter(page, changesFilters(changed));
    if (changed.has("language")) words.speak(store.state.language);
    draw(page, changed);
  });
  if (linked) page.address = keepAddress(page, (told) => follow(page, told));
  if (whole) page.unwatch = watchPrinting(page);
  page.ready = load(page).then(() => {
    filter(page);
    draw(page, new Set(["language"]));
    if (!asked.view) lookAtClaim(page);
  });
  page.ready.catch(() => page.parts.notice.append(words.text("too_old")));
  return publicFace(page);
}

/** Which claims are shown; those on all days are only counted again when a filter changed. */
function filter(page, anew = true) {
  const { payload, store } = page;
  if (anew || !page.filtered) page.filtered = filteredClaims(payload.claims, store.state);
  page.visible = windowedClaims(payload.claims, page.filtered, store.state);
}

/** Show what another address says. */
function follow(page, { view, ...told }) {
  page.store.set({ ...freshState(page.payload), ...told });
  if (view) page.map.setView([view[0], view[1]], view[2], { animate: false });
  else lookAtClaim(page);
}

function build(page, linked, mapId, onCorrect) {
  const { root, store, payload, words } = page;
  const { claims, lines } = payload;
  const reset = () => store.set({ facets: {}, query: "", verdicts: new Set(VERDICTS), window: 0 });
  const close = () => closeCard(page);
  const select = (selected) => {
    store.set(selectionOf(payload, selected, store.state.day));
    if (!parts.card.isOf(selected)) showSelected(page, true);
  };
  const about = makeAbout(words, payload);
  const holder = h("div", { class: "fl-map", onfocusin: (event) => keepInSight(page, event.target) });
  const notice = h("p", { class: "fl-notice", role: "alert" });
  const parts = {
    about, notice, select,
    header: new Header({
      words, root, linked, title: payload.title, onAbout: about.open, onLanguage: (language) => store.set({ language }), onTheme: () => store.set({ theme: isDark(store.state) ? "light" : "dark" }),
      onExport: (format) => exportAs(page, format), onPrint: () => printPage(page), cite: () => (page.address?.write(), citePage(page)), address: () => currentAddress(page),
    }),
    filters: new Filters({
      words, claims, onQuery: (query) => store.set({ query }), onVerdict: (verdict) => store.set({ verdicts: toggled(store.state.verdicts, verdict) }),
      onFacet: (facet, value) => store.set({ facets: { ...store.state.facets, [facet]: value } }), onReset: reset,
    }),
    list: new ClaimList({ words, claims, onSelect: (index) => openFrom(page, null, () => select(index)), onOpen: () => parts.card.element.focus(), onClose: close }),
    card: new Card({ words, payload, root, linked, onCorrect: onCorrect && ((about) => onCorrect(about, page)), onSelect: select, onClose: close, onReset: reset }),
    time: new TimeBar({
      words, span: payload.span, lines, claims, onDay: (day) => store.set({ day }), onCompare: (compare) => store.set({ compare }), onWindow: (days) => store.set({ window: days }),
      onBrush: (day, days) => store.set({ day, window: days }),
    }),
    compared: new CompareNote(words, lines),
    legend: new Legend({ words, lines, folded: root.clientWidth < CRAMPED, onHide: (number) => store.set({ hidden: toggled(store.state.hidden, number) }) }),
    credit: h("button", { type: "button", class: "fl-credit", onclick: about.open }),
  };
  parts.stage = h("main", { class: "fl-stage" }, holder, parts.legend.element, parts.credit, parts.card.element, parts.compared.element, notice);
  parts.panel = h("nav", { class: "fl-panel" }, parts.filters.element, parts.list.element);
  root.classList.add("frontline");
  root.classList.toggle("fl-tiled", Boolean(payload.tiles));
  root.classList.toggle("fl-no-claims", !claims.count);
  root.replaceChildren(h("div", { class: "fl-grid" }, parts.header.element, parts.panel, parts.stage, parts.time.element), about.element);
  parts.map = makeMap(holder, mapId);
  parts.sizes = new ResizeObserver(() => {
    const unseen = Math.min(parts.map.getSize().x, parts.map.getSize().y) < 40; // a frame that has not got its size yet, or a hidden one
    parts.map.invalidateSize({ animate: false });
    if (unseen && page.map) look(page.map, payload, page.asked);
    if (unseen && page.frontlines && !page.asked) fit(page.map, payload, parts.legend.element);
  });
  parts.sizes.observe(holder);
  return parts;
}

async function load(page) {
  const { payload, map, parts, words } = page;
  const { base, areas, lines, claims } = payload;
  const [far, farBorders, near, shapes, , ...drawn] = await Promise.all([readArcs(base.far, base.far_steps), readArcs(base.far_borders, base.far_steps), base.near ? readArcs(base.near, base.steps) : null, readArcs(areas.arcs, areas.steps), claims.load(), ...lines.map(readDrawn)]);
  for (const line of lines) line.holdings = null; // read by now, and large
  drawBase(map, far, farBorders, near, Boolean(payload.view) && payload.view[2] > 180);
  const names = (page.names = new PlaceNames(map, base.cities, words));
  page.shapes = shapes;
  page.frontlines = parts.card.frontlines = parts.legend.frontlines = new FrontLines(map, lines, drawn);
  names.frontlines = page.frontlines;
  page.frontlines.onSquares = () => names.ask();
  page.marks = new Marks(map, payload, shapes, { words, onClaim: (index) => openFromMap(page, () => parts.select(index)), onPlace: (name, indices) => openFromMap(page, () => openPlace(page, name, indices)), onDraw: (marks, labels) => names.avoid(marks, labels) });
}

async function readDrawn(line) {
  const arcs = Promise.all(Object.entries(line.arcs).map(async ([side, text]) => [side, await readArcs(text, line.steps)]));
  const [areas, fronts, holdings] = await Promise.all([arcs, line.fronts ? readArcs(line.fronts, line.steps) : null, readHoldings(line.holdings)]);
  return { arcs: Object.fromEntries(areas), fronts, holdings };
}

function draw(page, changed) {
  const { root, parts, filtered: onAllDays, visible, payload } = page;
  const { state } = page.store;
  if (!page.frontlines) return;
  const spoken = changed.has("language");
  const filtered = spoken || changesClaims(changed, state);
  const dated = spoken || changed.has("day") || changed.has("compare") || changed.has("hidden");
  if (changed.has("theme") || spoken) root.dataset.theme = state.theme || "auto";
  if (changed.has("theme")) page.frontlines.repaint();
  if (spoken) nameFrame(page);
  parts.time.show(onAllDays, state);
  if (dated) {
    page.frontlines.show(state);
    parts.header.show(state);
    parts.legend.show(payload.claims, state);
    parts.compared.show(page.frontlines, state);
  }
  // Only now it is known how much of the map the legend takes.
  if (!page.fitted) fit(page.map, payload, parts.legend.element);
  page.fitted = true;
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
  if (changed.has("selected")) showSelected(page, true);
  else if (spoken) showAgain(page);
  parts.card.follow(visible);
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
  const about = aboutPage(page);
  if (format !== "png") return downloadExport(format, payload, visible, shapes, about);
  parts.notice.textContent = "";
  try {
    download(fileName(about, "png"), await picture(page), "image/png");
  } catch (error) {
    parts.notice.textContent = words.text("no_picture");
    throw error;
  }
}

function picture(page) {
  const { root, parts, payload, words, store } = page;
  const { day } = store.state;
  return pictureOf(root, parts.stage, { title: pageTitle(payload, words), day: day === null ? "" : longDay(day, words.locale), credits: creditLines(payload, words) });
}

/** What an export says of the page it comes from. */
function aboutPage({ payload, words, store }) {
  const { day } = store.state;
  return { title: pageTitle(payload, words), day: day === null ? null : toIso(day) };
}

/** The day the page opens on: the newest article's, else the newest snapshot's, else the newest claim's. */
function firstDay({ span, articles, lines }) {
  if (!span) return null;
  const published = articles.map((article) => article.day).filter((day) => day !== null);
  const newest = lines.map((line) => line.days.at(-1)).filter((day) => day !== undefined);
  const day = published.length ? Math.max(...published) : newest.length ? Math.max(...newest) : span.last;
  return Math.max(span.first, Math.min(span.last, day));
}

function currentAddress({ address }) {
  if (address) address.write();
  return window.location.href;
}

/** Leave nothing behind: no listener, no timer, no map. */
function destroy({ root, map, parts, names, address, unwatch }) {
  if (address) address.leave();
  if (unwatch) unwatch();
  for (const part of [parts.header, parts.time, parts.list, parts.filters]) part.destroy();
  names?.leave();
  parts.sizes.disconnect();
  map.remove();
  root.replaceChildren();
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
    exportText: (format) => exportText(format, page.payload, page.visible, page.shapes, aboutPage(page)),
    picture: () => picture(page),
    printed: () => printedFrame(page),
    timeStretch: () => page.parts.time.stretch,
    destroy: () => destroy(page),
  };
}
