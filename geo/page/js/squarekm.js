// Square kilometres of an area given as arcs, on the ellipsoid.

const MAJOR_KM = 6378.137; // WGS 84
const SECOND = 0.00669437999014; // its eccentricity squared
const LINES = 2000; // parallels a degree, some 55 m apart; the same for every area, so that differences of areas keep no rest

/** Square kilometres a degree of longitude and radian of latitude at some latitude (Snyder 1987, 3-11). */
function kmAt(lat) {
  const sine = Math.sin(lat);
  return ((MAJOR_KM ** 2 * (1 - SECOND) * Math.cos(lat)) / (1 - SECOND * sine * sine) ** 2) * (Math.PI / 180);
}

/** Square kilometres inside some arcs, filled even-odd along parallels: arcs of two days may cross anywhere. */
export function squareKm(arcs, numbers) {
  const { points, starts, steps } = arcs;
  const high = steps / LINES;
  const crossings = new Map();
  for (const arc of numbers) {
    for (let at = 2 * starts[arc]; at < 2 * starts[arc + 1] - 2; at += 2) {
      const [x1, y1, x2, y2] = points.subarray(at, at + 4);
      const last = Math.ceil(Math.max(y1, y2) / high - 0.5);
      for (let line = Math.ceil(Math.min(y1, y2) / high - 0.5); line < last; line++) {
        if (!crossings.has(line)) crossings.set(line, []);
        crossings.get(line).push(x1 + (((line + 0.5) * high - y1) / (y2 - y1)) * (x2 - x1));
      }
    }
  }
  let total = 0;
  for (const [line, found] of crossings) {
    found.sort((a, b) => a - b);
    let inside = 0;
    for (let at = 1; at < found.length; at += 2) inside += found[at] - found[at - 1];
    total += (inside / steps) * kmAt(((line + 0.5) / LINES) * (Math.PI / 180));
  }
  return (total / LINES) * (Math.PI / 180);
}
