// The view the page opens on: everything it is about, and as far as there is room nothing of it under the legend.

const NOWHERE = [22, 44, 41, 53]; // where a page looks that is about no place, as in geo/page/payload.py
const AROUND = 0.06; // of the extent, on every side
const CLOSEST_FIT = 9; // zoom for a single village
const SEEN_WHOLE = 2; // zoom at which the world fills a desk's window; a hand's needs less
const MARK_PX = 22; // half a mark and a little air

/** The first view, or the one the address asks for; the map needs one before anything is drawn. */
export function look(map, { view }, asked) {
  if (view && view[2] > 180) map.setMaxBounds([[-75, view[0] - 200], [86, view[2] + 200]]);
  map.setMinZoom(Math.min(SEEN_WHOLE, view ? wholeZoom(map, view) : SEEN_WHOLE));
  if (asked) return map.setView([asked[0], asked[1]], asked[2], { animate: false });
  return show(map, view || NOWHERE, { left: 0, bottom: 0 });
}

/** The same view with the room the legend leaves: of some ways to make room, the one that covers fewest claims, and then the closest. */
export function fit(map, { view, places }, legend) {
  const { width, height } = legend.getBoundingClientRect();
  if (!view || !width) return;
  const within = places.filter(({ claimed, lat, shownLon }) => claimed && lat >= view[1] && lat <= view[3] && shownLon >= view[0] && shownLon <= view[2]);
  const [left, bottom] = [legend.offsetLeft + width, map.getSize().y - legend.offsetTop];
  const ways = [{ left: 0, bottom: 0 }, { left, bottom: 0 }, { left: 0, bottom }].map((room) => {
    show(map, view, room);
    return { room, covered: within.filter((place) => isCovered(map, place, left, bottom)).length, zoom: map.getZoom() };
  });
  const best = ways.reduce((one, other) => (other.covered < one.covered || (other.covered === one.covered && other.zoom > one.zoom) ? other : one));
  show(map, view, best.room);
}

function show(map, view, { left, bottom }) {
  map.fitBounds(boundsOf(view).pad(AROUND), { animate: false, maxZoom: CLOSEST_FIT, paddingTopLeft: [left, 0], paddingBottomRight: [0, bottom] });
}

function isCovered(map, { lat, shownLon }, left, bottom) {
  const [{ x, y }, size] = [map.latLngToContainerPoint([lat, shownLon]), map.getSize()];
  const legend = x < left + MARK_PX && y > size.y - bottom - MARK_PX;
  return legend || x < 0 || y < 0 || x > size.x || y > size.y;
}

function boundsOf([west, south, east, north]) {
  return L.latLngBounds([south, west], [north, east]);
}

function wholeZoom(map, view) {
  map.setMinZoom(0);
  return map.getBoundsZoom(boundsOf(view).pad(AROUND));
}
