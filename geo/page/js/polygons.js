// Rings that are filled even-odd, as the polygons of RFC 7946: outer rings counterclockwise, each with its holes clockwise.

/** Rings of [lat, lon] as polygons: lists of closed rings of [lon, lat], the outer ring first. */
export function polygonsOf(rings) {
  const loops = rings.flatMap(simpleLoops).map((points) => ({ points, area: signedArea(points), box: boxOf(points) })).filter(({ area }) => area !== 0);
  loops.sort((a, b) => Math.abs(b.area) - Math.abs(a.area));
  for (const [at, loop] of loops.entries()) {
    const around = loops.slice(0, at).filter((other) => holds(other, loop));
    loop.isHole = around.length % 2 === 1;
    loop.parent = around.at(-1); // the smallest ring around it
  }
  const outers = loops.filter(({ isHole }) => !isHole);
  for (const outer of outers) outer.polygon = [closed(outer, true)];
  for (const hole of loops.filter(({ isHole }) => isHole)) hole.parent.polygon.push(closed(hole, false));
  return outers.map(({ polygon }) => polygon);
}

/** The geometry of some polygons for GeoJSON; null for none. */
export function geometryOfPolygons(polygons) {
  if (!polygons.length) return null;
  return polygons.length === 1 ? { type: "Polygon", coordinates: polygons[0] } : { type: "MultiPolygon", coordinates: polygons };
}

/** A ring that touches itself falls apart into rings that do not. */
function simpleLoops(ring) {
  const found = [];
  let path = [];
  let seen = new Map();
  for (const [lat, lon] of ring) {
    const key = `${lon} ${lat}`;
    const before = seen.get(key);
    if (before === undefined) {
      seen.set(key, path.length);
      path.push([lon, lat]);
      continue;
    }
    found.push(path.slice(before));
    path = path.slice(0, before + 1);
    seen = new Map(path.map(([x, y], at) => [`${x} ${y}`, at]));
  }
  return [...found, path].filter((points) => points.length > 2);
}

/** Twice the area in square degrees, positive where the points run counterclockwise. */
function signedArea(points) {
  let sum = 0;
  for (let at = 0; at < points.length; at++) {
    const [[x1, y1], [x2, y2]] = [points[at], points[(at + 1) % points.length]];
    sum += x1 * y2 - x2 * y1;
  }
  return sum;
}

function boxOf(points) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

/** Whether a ring lies inside another. They may touch in corners but share no edge, so the middle of an edge is told clearly. */
function holds(outer, inner) {
  const [x, y] = [0, 1].map((axis) => (inner.points[0][axis] + inner.points[1][axis]) / 2);
  if (x < outer.box[0] || x > outer.box[2] || y < outer.box[1] || y > outer.box[3]) return false;
  let inside = false;
  for (let at = 0; at < outer.points.length; at++) {
    const [[x1, y1], [x2, y2]] = [outer.points[at], outer.points[(at + 1) % outer.points.length]];
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  }
  return inside;
}

function closed({ points, area }, counterclockwise) {
  const turned = area > 0 === counterclockwise ? points : [...points].reverse();
  return [...turned, turned[0]];
}
