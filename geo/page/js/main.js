// Puts the page together: `mount` builds everything inside one element and answers for it.

import { makeAbout } from "./about.js";
import { readArcs } from "./arcs.js";
import { PlaceNames, drawBase, makeMap } from "./basemap.js";
import { Card } from "./card.js";
import { toDay, toIso } from "./days.js";
import { h } from "./dom.js";
import { FrontLines } from "./frontlines.js";
import { Filters, Header } from "./header.js";
import { VERDICTS } from "./glyphs.js";
import { Words } from "./i18n.js";
import { Legend } from "./legend.js";
import { ClaimList } from "./list.js";
import { Marks } from "./marks.js";
import { fold, readPayload } from "./payload.js";
import { fromHash, makeStore, toHash, visibleClaims } from "./store.js";
import { TimeBar } from "./timebar.js";

const NARROW = 720; // pixels, the same in page.css

/**
 * Build the page inside `root`.
 *
 * @param {HTMLElement} root    an empty element that has its size
 * @param {object} raw          the payload, schema frontline-page/1
 * @param {object} options      `linked`: keep the state in the address; `mapId`: id of the map's element
 * @returns {object}            `map` (Leaflet), `store`, `ready` (a promise), `sideAt`, `visibleIds`, `idOf`, `indexOf`
 */
export function mount(root, raw, { linked = false, mapId = "frontline-map" } = {}) {
  const payload = readPayload(raw);
  const asked = linked ? fromHash(window.location.hash, payload.claims) : {};
  const store = makeStore({ day: firstDay(payload), query: "", verdicts: new Set(VERDICTS), selected: null, language: "en", theme: null, ...asked, view: null });
  const words = new Words(store.state.language);
  const parts = build(root, payload, store, words, linked, mapId);
  const { map } = parts;
  look(map, payload, asked.view);
  const visible = () => visibleClaims(payload.claims, store.state, fold);
  const page = { map, store, payload, visible: visible(), frontlines: null, marks: null };

  store.listen((changed) => {
    if (changed.has("query") || changed.has("verdicts")) page.visible = visible();
    if (changed.has("language")) words.language = store.state.language;
    draw(root, page, parts, changed);
  });
  if (linked) keepAddress(page);
  page.ready = load(page, parts, words).then(() => draw(root, page, parts, new Set(["language", "selected"])));
  page.ready.catch(() => parts.notice.append(words.text("too_old")));
  draw(root, page, parts, new Set(["language"]));
  return publicFace(page);
}

function build(root, payload, store, words, linked, mapId) {
  const select = (selected) => store.set(selectionOf(payload, selected, store.state.day));
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const about = makeAbout(words, payload);
  const holder = h("div", { class: "fl-map" });
  const notice = h("p", { class: "fl-notice", role: "alert" });
  const parts = {
    words, about, notice,
    header: new Header({
      words, linked, title: payload.title, onAbout: about.open, onLanguage: (language) => store.set({ language }),
      onTheme: () => store.set({ theme: (store.state.theme || (dark.matches ? "dark" : "light")) === "dark" ? "light" : "dark" }),
    }),
    filters: new Filters({ words, claims: payload.claims, onQuery: (query) => store.set({ query }), onVerdict: (verdict) => store.set({ verdicts: toggled(store.state.verdicts, verdict) }) }),
    list: new ClaimList({ words, articles: payload.articles, onSelect: select }),
    card: new Card({ words, payload, onSelect: select, onClose: () => closeCard(parts, store) }),
    time: new TimeBar({ words, span: payload.span, lines: payload.lines, onDay: (day) => store.set({ day }) }),
    legend: new Legend({ words, lines: payload.lines, folded: root.clientWidth < NARROW }),
  };
  const stage = h("main", { class: "fl-stage" }, holder, parts.legend.element, parts.card.element, notice);
  const panel = h("nav", { class: "fl-panel" }, parts.filters.element, parts.list.element);
  root.classList.add("frontline");
  root.replaceChildren(h("div", { class: "fl-grid" }, parts.header.element, panel, stage, parts.time.element), about.element);
  if (!payload.claims.length) root.classList.add("fl-no-claims");
  parts.panel = panel;
  parts.stage = stage;
  parts.map = makeMap(holder, mapId);
  parts.select = select;
  new ResizeObserver(() => parts.map.invalidateSize({ animate: false })).observe(holder);
  return parts;
}

async function load(page, parts, words) {
  const { payload, map } = page;
  const { base, areas, lines } = payload;
  const side = async (line) => Object.fromEntries(await Promise.all(Object.entries(line.arcs).map(async ([name, text]) => [name, await readArcs(text, line.steps)])));
  const [far, near, shapes, ...arcs] = await Promise.all([readArcs(base.far, base.far_steps), base.near ? readArcs(base.near, base.steps) : null, readArcs(areas.arcs, areas.steps), ...lines.map(side)]);
  drawBase(map, far, near);
  new PlaceNames(map, payload.places, base.cities);
  page.frontlines = new FrontLines(map, lines, arcs);
  page.marks = new Marks(map, payload, shapes, { words, onClaim: parts.select, onPlace: (name, claims) => parts.card.showPlace(name, claims) });
}

function draw(root, page, parts, changed) {
  const { state } = page.store;
  const { visible } = page;
  const spoken = changed.has("language");
  if (changed.has("theme") || spoken) root.dataset.theme = state.theme || "auto";
  if (spoken) name(root, parts, state);
  if (spoken || changed.has("day")) parts.header.show(state);
  if (spoken || changed.has("day")) parts.legend.show(page.payload.claims, state.day);
  if (spoken || changed.has("query") || changed.has("verdicts")) parts.filters.show(state, visible);
  if (spoken) parts.time.draw();
  parts.time.show(visible, state.day);
  if (page.frontlines) page.frontlines.show(state.day);
  if (!spoken && !changed.has("query") && !changed.has("verdicts") && !changed.has("selected")) return;
  parts.list.show(visible, state.selected);
  if (page.marks) page.marks.show(visible, state.selected);
  if (spoken || changed.has("selected")) showSelected(page, parts, changed.has("selected"));
}

function name(root, parts, state) {
  root.lang = parts.words.locale;
  parts.stage.setAttribute("aria-label", parts.words.text("map"));
  parts.panel.setAttribute("aria-label", parts.words.text("claims"));
  root.dataset.language = state.language;
}

function showSelected({ store, payload, map }, parts, moved) {
  const { selected } = store.state;
  if (selected === null) return parts.card.hide();
  const claim = payload.claims[selected];
  parts.card.showClaim(claim);
  if (moved && claim.place) reveal(map, claim.place, parts.card.element);
}

/** Move the map only when the place is out of sight or under the card. */
function reveal(map, place, card) {
  const size = map.getSize();
  const covered = size.x > 2 * card.offsetWidth ? card.offsetWidth : 0;
  const { x, y } = map.latLngToContainerPoint([place.lat, place.lon]);
  const animate = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (x < 30 || y < 30 || x > size.x - covered - 30 || y > size.y - 30) {
    const middle = map.project([place.lat, place.lon]).add([covered / 2, 0]);
    map.panTo(map.unproject(middle), { animate });
  }
}

/** A chosen claim takes the day with it, when the time bar reaches that far. */
function selectionOf(payload, selected, day) {
  const claim = selected === null ? null : payload.claims[selected];
  const reached = claim && claim.day !== null && payload.span && claim.day >= payload.span.first && claim.day <= payload.span.last;
  return { selected, day: reached ? claim.day : day };
}

function closeCard(parts, store) {
  const had = parts.card.element.contains(document.activeElement);
  parts.card.hide();
  store.set({ selected: null });
  if (had) parts.list.element.focus();
}

function toggled(verdicts, verdict) {
  const next = new Set(verdicts);
  if (!next.delete(verdict)) next.add(verdict);
  return next;
}

/** The day the page opens on: the newest article's, else the newest snapshot's, else the newest claim's. */
function firstDay({ span, articles, lines }) {
  if (!span) return null;
  const published = articles.map((article) => toDay(article.published)).filter((day) => day !== null);
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
  const write = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const { lat, lng } = page.map.getCenter();
      const view = [lat.toFixed(4), lng.toFixed(4), page.map.getZoom()].join(",");
      window.history.replaceState(null, "", `#${toHash(page.store.state, page.payload.claims, view)}`);
    }, 150);
  };
  page.store.listen(write);
  page.map.on("moveend", write);
  window.addEventListener("hashchange", () => {
    const { view, ...changes } = fromHash(window.location.hash, page.payload.claims);
    page.store.set(changes);
    if (view) page.map.setView([view[0], view[1]], view[2], { animate: false });
  });
}

function publicFace(page) {
  const idOf = (index) => page.payload.claims[index].key;
  return {
    map: page.map, store: page.store, ready: page.ready, idOf,
    indexOf: (id) => page.payload.claims.findIndex((claim) => claim.key === id),
    visibleIds: () => page.visible.map((claim) => claim.key),
    day: () => (page.store.state.day === null ? null : toIso(page.store.state.day)),
    setDay: (text) => page.store.set({ day: toDay(text) }),
    sideAt: (layer, lon, lat, day) => page.frontlines.sideAt(layer, lon, lat, toDay(day)),
  };
}
