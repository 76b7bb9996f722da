// The labels of areas: in their own outline or at its edge, never far from it, never over a mark or another label.

import { crosses, windowOf } from "./labels.js";

const AREA_HALF_PX = 13; // half the height of a label
const NEAR_PX = 16; // from the edge of a small outline to the middle of its label
const SMALL_PX = 40; // half the width or height of an outline that a label can stand beside
const SHIFTS = [[0, 0], [0, -30], [0, 30], [0, -56], [0, 56], [-70, 0], [70, 0], [-70, 40], [70, -40], [-70, -40], [70, 40]];
const NAMED_PX = 70; // an outline this high, or half as wide as the name, carries the name; a smaller one its glyphs alone

/**
 * Lay the labels of areas, those of the selection and of most claims first: whole, else as their glyphs alone, else not at all.
 * A label that is away gives its outline to the pointer instead.
 */
export function layAreas(map, room, labels) {
  const edge = windowOf(map);
  for (const label of [...labels].sort((a, b) => b.strong - a.strong || b.total - a.total)) {
    const spots = spotsOf(map, label).filter(({ box }) => !crosses(box, edge));
    const found = room.take(spots.map(({ box }) => box));
    const spot = found < 0 ? null : spots[found];
    const { style } = label.element;
    [style.left, style.top] = spot ? [`${spot.x}px`, `${spot.y}px`] : ["0px", "0px"];
    label.element.classList.toggle("fl-glyphs-only", Boolean(spot && spot.bare));
    label.element.parentElement.classList.toggle("fl-away", !spot);
    const outline = label.shape && label.shape.getElement();
    if (outline) outline.classList.toggle("fl-open", !spot || spot.bare);
  }
}

/** Where a label may lie, best first: shifts from its anchor in pixels, with the box it would take. */
function spotsOf(map, { place, shape, wide, narrow, strong }) {
  const { x, y } = map.latLngToLayerPoint([place.lat, place.shownLon]);
  const outline = outlineOf(map, shape, x, y);
  const [halfWide, halfHigh] = [(outline[2] - outline[0]) / 2, (outline[3] - outline[1]) / 2];
  const [middleX, middleY] = [(outline[0] + outline[2]) / 2 - x, (outline[1] + outline[3]) / 2 - y];
  const named = strong || halfWide * 4 >= wide || halfHigh * 2 >= NAMED_PX;
  return (named ? [wide, narrow] : [narrow]).flatMap((width) => {
    const inside = SHIFTS.filter(([right, down]) => Math.abs(right - middleX) <= Math.max(halfWide, 1) && Math.abs(down - middleY) <= Math.max(halfHigh, 1));
    const below = halfHigh < SMALL_PX ? [-1, 1, -2, 2].map((step) => [middleX, middleY + step * (halfHigh + NEAR_PX)]) : [];
    const beside = halfWide < SMALL_PX ? [[middleX - halfWide - width / 2 - 4, middleY], [middleX + halfWide + width / 2 + 4, middleY]] : [];
    return [...inside, ...below, ...beside].map(([right, down]) => ({ x: right, y: down, bare: width === narrow && narrow < wide, box: [x + right - width / 2 - 2, y + down - AREA_HALF_PX - 1, x + right + width / 2 + 2, y + down + AREA_HALF_PX + 1] }));
  });
}

/** The outline's extent on the screen. */
function outlineOf(map, shape, x, y) {
  const bounds = shape && shape.getBounds();
  if (!bounds || !bounds.isValid()) return [x, y, x, y];
  const [low, high] = [map.latLngToLayerPoint(bounds.getSouthWest()), map.latLngToLayerPoint(bounds.getNorthEast())];
  return [low.x, high.y, high.x, low.y];
}
