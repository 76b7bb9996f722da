// What stands around the claims, in the reader's language: the page itself, its title, the map's own buttons and scale.

/** Name the page and its parts anew, after the language was chosen. */
export function nameFrame({ root, whole, parts, payload, words, store, map }) {
  root.lang = words.language;
  root.dataset.language = store.state.language;
  if (whole) document.documentElement.lang = words.language;
  nameTitle(parts.header.title, payload, words, whole);
  parts.stage.setAttribute("aria-label", words.text("map"));
  parts.panel.setAttribute("aria-label", words.text("claims"));
  const makers = [...new Set([...payload.lines.map((line) => line.maker), "Natural Earth", "GeoNames", "Leaflet"])];
  parts.credit.textContent = `© ${makers.join(", ")}`;
  parts.credit.title = words.text("sources_of_map");
  nameMap(map, words);
}

/** A page without a title of its own has the interface's; an article's title says its language. */
function nameTitle(element, payload, words, whole) {
  const { title_of: of, articles } = payload;
  element.textContent = pageTitle(payload, words);
  if (of === "article" && articles[0].language) element.lang = articles[0].language;
  if (whole) document.title = element.textContent;
}

export function pageTitle({ title_of: of, title }, words) {
  return of === "nothing" ? words.text("title") : title;
}

/** Leaflet's own buttons and scale, which it makes in English. */
function nameMap(map, words) {
  const home = map.getContainer();
  for (const [name, word] of [["in", "zoom_in"], ["out", "zoom_out"]]) {
    const button = home.querySelector(`.leaflet-control-zoom-${name}`);
    button.title = words.text(word);
    button.setAttribute("aria-label", words.text(word));
  }
  map.scale._updateMetric = function speak(widest) {
    const metres = this._getRoundNum(widest);
    this._updateScale(this._mScale, words.value("scale_m", metres), metres / widest);
  };
  map.scale._update();
}
