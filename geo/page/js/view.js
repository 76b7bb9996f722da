// The view the page opens on: everything it is about, and as far as there is room nothing of it under the legend.

const NOWHERE = [22, 44, 41, 53]; // where a page looks that is about no place, as in geo/page/payload.py
const AROUND = 0.06; // of the extent, on every side
const CLOSEST_FIT = 9; // zoom for a single village
const SEEN_WHOLE = 2; // zoom at which the world fills a desk's window; a hand's needs less
const MOST_FURTHER = 0.5; // zooms that room for the legend may cost
const MARK_PX = 22; // half a mark and a little air

/** The first view, or the one the address asks for; the map needs one before anything is drawn. */
export function look(map, { view }, asked) {
  if (view && view[2] > 180) map.setMaxBounds([[-75, view[0] - 200], [86, view[2] + 200]]);
  map.setMinZoom(Math.min(SEEN_WHOLE, view ? wholeZoom(map, view) : SEEN_WHOLE));
  if (asked) return map.setView([asked[0], asked[1]], asked[2], { animate: false });
  const { centre, zoom } = aim(map, view || NOWHERE, { left: 0, bottom: 0 });
  return map.setView(centre, zoom, { animate: false });
}

/** The same view with the room the legend leaves: of some ways to make room, the one that covers fewest claims, and then the closest. */
export function fit(map, { view, places }, legend) {
  const { width } = legend.getBoundingClientRect();
  if (!view || !width) return;
  const within = places.filter(({ claimed, lat, shownLon }) => claimed && lat >= view[1] && lat <= view[3] && shownLon >= view[0] && shownLon <= view[2]);
  const room = { left: legend.offsetLeft + width, bottom: map.getSize().y - legend.offsetTop };
  const ways = [{ left: 0, bottom: 0 }, { left: room.left, bottom: 0 }, { left: 0, bottom: room.bottom }].map((way) => {
    const found = aim(map, view, way);
    return { ...found, covered: within.filter((place) => isCovered(map, place, found, room)).length };
  });
  // Where the legend leaves little of the map, a world around the places would say less than a place under it.
  const close = ways.filter(({ zoom }) => zoom >= ways[0].zoom - MOST_FURTHER);
  const best = close.reduce((one, other) => (other.covered < one.covered || (other.covered === one.covered && other.zoom > one.zoom) ? other : one));
  // To set a view is to draw everything again.
  if (best !== ways[0]) map.setView(best.centre, best.zoom, { animate: false });
}

/** The centre and zoom that show a view beside some room to the left and below. */
function aim(map, view, { left, bottom }) {
  const bounds = boundsOf(view).pad(AROUND);
  const zoom = Math.min(CLOSEST_FIT, map.getBoundsZoom(bounds, false, L.point(left, bottom)));
  const middle = map.project(bounds.getSouthWest(), zoom).add(map.project(bounds.getNorthEast(), zoom)).divideBy(2);
  return { centre: map.unproject(middle.subtract([left / 2, -bottom / 2]), zoom), zoom };
}

/** Whether a place would lie under the legend, which takes some room in the corner, or outside the window. */
function isCovered(map, { lat, shownLon }, { centre, zoom }, { left, bottom }) {
  const size = map.getSize();
  const { x, y } = map.project([lat, shownLon], zoom).subtract(map.project(centre, zoom)).add(size.divideBy(2));
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
