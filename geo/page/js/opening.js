// Opens and closes the card of a claim or a place, and keeps the map, the day and the focus with it.

import { dayOfClaim } from "./address.js";

const LOOK = 160000; // metres around a claim that an address leads to
const EDGE_PX = 6; // room for the ring of the focus

export function showSelected({ store, payload, map, parts, visible }, moved) {
  const { selected } = store.state;
  if (selected === null) return parts.card.hide();
  parts.card.showClaim(selected);
  parts.card.follow(visible);
  const place = payload.claims.place(selected);
  if (moved && place) reveal(map, place, parts.card.element);
}

/** The card that is open in another language, or the one that the address asks for. */
export function showAgain(page) {
  if (!page.parts.card.again()) showSelected(page, false);
}

/** Show where the chosen claim is, beside its card. */
export function lookAtClaim({ store, payload, map, parts, shapes }) {
  const place = store.state.selected === null ? null : payload.claims.place(store.state.selected);
  if (!place || !shapes) return;
  const around = L.latLng(place.lat, place.shownLon).toBounds(Math.max(2 * (place.radius || 0), LOOK));
  const bounds = place.area === undefined ? around : L.latLngBounds(shapes.ringsAt(place.area).flat());
  const under = underCard(map.getSize(), parts.card.element);
  map.fitBounds(bounds.isValid() ? bounds : around, { animate: false, paddingBottomRight: [under.beside, under.above] });
}

/** What was opened from a mark of the map is read at once, and Escape leads back to the mark. */
export function openFromMap(page, open) {
  const mark = document.activeElement;
  const held = page.root.contains(mark) && mark.classList.contains("leaflet-marker-icon");
  openFrom(page, held ? { claim: mark.dataset.claim, title: mark.title } : null, open);
  if (held) page.parts.card.element.focus({ preventScroll: true });
}

export function openFrom(page, opener, open) {
  page.opener = opener;
  open();
}

export function openPlace({ store, parts, visible }, name, indices) {
  store.set({ selected: null });
  parts.card.showPlace(name, indices);
  parts.card.follow(visible);
}

/** Pixels at the right or at the bottom of the map that the card lies over. */
function underCard(size, card) {
  const beside = size.x > 2 * card.offsetWidth ? card.offsetWidth : 0;
  return { beside, above: beside ? 0 : Math.min(card.offsetHeight, size.y - 80) };
}

/** A mark that the keys have reached is brought from the edge of the map, and from under the card. */
export function keepInSight({ map, parts }, mark) {
  if (!mark.matches(".leaflet-marker-icon:focus-visible")) return;
  const [box, edge] = [mark.firstElementChild || mark, map.getContainer()].map((one) => one.getBoundingClientRect());
  const { beside, above } = underCard(map.getSize(), parts.card.element);
  const beyond = (low, high, least, most) => Math.min(0, low - EDGE_PX - least) || Math.max(0, high + EDGE_PX - most);
  const x = beyond(box.left, box.right, edge.left, edge.right - beside);
  const y = beyond(box.top, box.bottom, edge.top, edge.bottom - above);
  if (x || y) map.panBy([x, y], { animate: false });
}

/** Move the map only when the place is out of sight or under the card. */
function reveal(map, place, card) {
  const size = map.getSize();
  const { beside, above } = underCard(size, card);
  const { x, y } = map.latLngToContainerPoint([place.lat, place.shownLon]);
  const animate = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (x < 30 || y < 30 || x > size.x - beside - 30 || y > size.y - above - 30) {
    const middle = map.project([place.lat, place.shownLon]).add([beside / 2, above / 2]);
    map.panTo(map.unproject(middle), { animate });
  }
}

/** A chosen claim takes the day with it, when the time bar reaches that far. */
export function selectionOf({ claims, span }, selected, day) {
  return { selected, day: (selected === null ? null : dayOfClaim(claims, span, selected)) ?? day };
}

export function closeCard(page) {
  const { parts, store, opener, root } = page;
  const had = parts.card.element.contains(document.activeElement);
  parts.card.hide();
  store.set({ selected: null });
  page.opener = null;
  if (!had) return;
  // Marks are made anew whenever they look different.
  const marks = opener ? [...root.querySelectorAll(".leaflet-marker-icon")] : [];
  const mark = marks.find((one) => opener.claim && one.dataset.claim === opener.claim) || marks.find((one) => one.title === opener.title);
  (mark || parts.list.element).focus({ preventScroll: true });
}
