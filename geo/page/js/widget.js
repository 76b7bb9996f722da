// The same page in a notebook cell (anywidget): what the reader chooses and what Python sets are one and the same.

const PAUSE = 60; // milliseconds; a drag along the time bar is told in steps, not pixel by pixel

async function render({ model, el }) {
  const root = document.createElement("div");
  root.style.height = `${model.get("height")}px`;
  root.dataset.lmSuppressShortcuts = "true"; // JupyterLab leaves the keys to the page
  el.append(root);
  const { buffer, byteOffset, byteLength } = model.get("payload");
  const raw = JSON.parse(new TextDecoder().decode(await inflate(new Uint8Array(buffer, byteOffset, byteLength))));
  const mapId = `frontline-${Math.random().toString(36).slice(2)}`;
  const page = mount(root, raw, { mapId, onCorrect: (about, { map }) => correct(model, root, map, about) });
  await page.ready;
  const undo = [followTheme(page), ...share(model, page), listMarked(model, root, page.store)];
  root.dataset.ready = "true";
  return () => {
    for (const leave of undo) leave();
    page.destroy();
  };
}

/** Both ways, trait by trait: `read` says what the page shows, `write` makes the page show a value. */
function traitsOf(page) {
  const { store, map } = page;
  const { state } = store;
  let numbers = null; // of the claims by id, made when Python first chooses some
  const numberOf = (id) => {
    numbers ??= new Map(Array.from({ length: page.claimCount }, (_, index) => [page.idOf(index), index]));
    return numbers.get(id);
  };
  const day = (text) => (/^\d{4}-\d\d-\d\d$/.test(text) ? toDay(text) : null);
  const iso = (value) => (value === null ? "" : toIso(value));
  return {
    day: { keys: ["day"], read: () => iso(state.day), write: (text) => text && store.set({ day: day(text) }) },
    compare_day: { keys: ["compare"], read: () => iso(state.compare), write: (text) => store.set({ compare: day(text) }) },
    window: { keys: ["window"], read: () => state.window, write: (days) => store.set({ window: days }) },
    filters: { keys: ["query", "verdicts", "facets"], read: () => filtersOf(state), write: (filters) => store.set(fromFilters(filters)) },
    selected_ids: {
      keys: ["selected", "also"],
      read: () => [...new Set([state.selected, ...state.also].filter((index) => index !== null))].map((index) => page.idOf(index)),
      write: (ids) => {
        const [selected = null, ...also] = ids.map(numberOf).filter((index) => index !== undefined);
        store.set({ selected, also });
      },
    },
    view: {
      keys: [],
      read: () => [round(map.getCenter().lng), round(map.getCenter().lat), map.getZoom()],
      write: ([lon, lat, zoom]) => lat !== undefined && map.setView([lat, lon], zoom ?? map.getZoom(), { animate: false }),
    },
  };
}

function share(model, page) {
  const traits = traitsOf(page);
  const { store, map } = page;
  const waiting = new Set();
  let timer = null;
  let last = 0;
  let asked = false; // while Python is being followed, nothing is told back
  const same = (name, value) => JSON.stringify(model.get(name)) === JSON.stringify(value);
  const send = () => {
    timer = null;
    last = performance.now();
    for (const name of waiting) if (!same(name, traits[name].read())) model.set(name, traits[name].read());
    waiting.clear();
    model.save_changes();
  };
  const tell = (...names) => {
    for (const name of names) waiting.add(name);
    // The first change is told at once.
    timer ??= setTimeout(send, Math.max(0, last + PAUSE - performance.now()));
  };
  store.listen((changed) => {
    if (changed.has("selected") && !changed.has("also") && store.state.also.length) store.set({ also: [] });
    tell(...Object.keys(traits).filter((name) => traits[name].keys.some((key) => changed.has(key))));
  });
  map.on("moveend", () => asked || tell("view"));
  const undo = Object.entries(traits).map(([name, trait]) => {
    const follow = () => {
      if (same(name, trait.read())) return;
      asked = true;
      trait.write(model.get(name));
      asked = false;
    };
    const given = model.get(name);
    const set = Array.isArray(given) ? given.length : typeof given === "object" ? Object.keys(given).length : given;
    if (set) follow();
    model.on(`change:${name}`, follow);
    return () => model.off(`change:${name}`, follow);
  });
  tell(...Object.keys(traits));
  return [...undo, () => clearTimeout(timer)];
}

/** What is filtered by, without what is left at "all". */
function filtersOf({ query, verdicts, facets }) {
  const found = { ...facets };
  if (query) found.query = query;
  if (verdicts.size < VERDICTS.length) found.verdicts = VERDICTS.filter((word) => verdicts.has(word));
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}

function fromFilters({ query = "", verdicts = VERDICTS, ...rest }) {
  const facets = Object.fromEntries(FACETS.filter((facet) => rest[facet] !== undefined).map((facet) => [facet, rest[facet]]));
  return { query, verdicts: new Set(verdicts), facets };
}

const MARKED = {
  en: ["Corrections", "not a place", "Take back"],
  uk: ["Виправлення", "не місце", "Скасувати"],
  ru: ["Исправления", "не место", "Отменить"],
};

/** What Python noted as corrected, below the map, each with a way back; the same in every view. */
function listMarked(model, root, store) {
  const strip = h("section", { class: "fl-marked", role: "status" });
  const show = () => {
    const [heading, nowhere, back] = MARKED[store.state.language];
    const row = ({ name, to }, number) => h("li", {}, h("bdi", {}, name), " → ", h("bdi", {}, to || nowhere), " ",
      h("button", { type: "button", class: "fl-button", "aria-label": `${back}: ${name}`, onclick: () => model.send({ kind: "undo", number }) }, back));
    const [marked, refused] = [model.get("_marked"), model.get("_refused")];
    strip.hidden = !marked.length && !refused;
    strip.setAttribute("aria-label", heading);
    replace(strip, refused ? h("p", { class: "fl-notice", dir: "auto" }, refused) : null, marked.length ? h("ul", {}, h("li", {}, h("strong", {}, `${heading} (${marked.length})`)), marked.map(row).reverse()) : null);
  };
  root.after(strip);
  show();
  store.listen((changed) => changed.has("language") && show());
  const told = "change:_marked change:_refused".split(" ");
  for (const name of told) model.on(name, show);
  return () => {
    for (const name of told) model.off(name, show);
    strip.remove();
  };
}

/** Tell Python of a place marked as wrong; a point is asked for on the map first. */
function correct(model, root, map, { tell, ...about }) {
  const send = (more, label) => {
    model.send({ kind: "correct", about: { ...about, ...more } });
    tell(label);
  };
  if (about.kind !== "point") return send({}, "");
  // Heard before Leaflet, so that a mark or a label in the way is a spot like any other; a drag is no click.
  const field = map.getContainer();
  let down = null;
  const press = (event) => (down = [event.clientX, event.clientY]);
  const leave = () => {
    root.classList.remove("fl-pointing");
    field.removeEventListener("pointerdown", press, true);
    field.removeEventListener("click", pointed, true);
    root.removeEventListener("keydown", cancel, true);
  };
  const pointed = (event) => {
    if (event.target.closest(".leaflet-control") || (down && Math.hypot(event.clientX - down[0], event.clientY - down[1]) > 4)) return;
    event.stopPropagation();
    leave();
    const { lat, lng } = map.mouseEventToLatLng(event);
    send({ lon: round(lng), lat: round(lat) }, `${lat.toFixed(4)}, ${lng.toFixed(4)}`);
  };
  const cancel = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    leave();
  };
  root.classList.add("fl-pointing");
  field.addEventListener("pointerdown", press, true);
  field.addEventListener("click", pointed, true);
  root.addEventListener("keydown", cancel, true);
}

/** Light or dark as the notebook is, where it says so. */
function followTheme(page) {
  const { body } = document;
  const follow = () => {
    const { jpThemeLight } = body.dataset;
    if (jpThemeLight) page.store.set({ theme: jpThemeLight === "false" ? "dark" : "light" });
    else if (/\bvscode-/.test(body.className)) page.store.set({ theme: /vscode-(dark|high-contrast)(?!-light)/.test(body.className) ? "dark" : "light" });
  };
  const watch = new MutationObserver(follow);
  watch.observe(body, { attributes: true, attributeFilter: ["data-jp-theme-light", "class"] });
  follow();
  return () => watch.disconnect();
}

function round(degrees) {
  return Math.round(degrees * 1e5) / 1e5;
}
export default { render };
