// Square kilometres of an area given as arcs, on the ellipsoid.

const MAJOR_KM = 6378.137; // WGS 84
const SECOND = 0.00669437999014; // its eccentricity squared
const FIRST = Math.sqrt(SECOND);
const BANDS = 512;

/** Of which the difference between two parallels is the ground between them, over MAJOR_KM squared, a radian (Snyder 1987, 3-12). */
function authalic(lat) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return ((1 - SECOND) / 2) * (sine / (1 - SECOND * sine * sine) - Math.log((1 - FIRST * sine) / (1 + FIRST * sine)) / (2 * FIRST));
}

/** Square kilometres inside some arcs, filled even-odd: every arc has the inside on one side all along. */
export function squareKm(arcs, numbers) {
  if (!numbers.length) return 0;
  const { points, starts, steps } = arcs;
  const bands = bandsOf(points, starts, numbers);
  let total = 0;
  for (const arc of numbers) {
    let sum = 0;
    let [longest, chosen] = [0, -1];
    for (let at = 2 * starts[arc]; at < 2 * starts[arc + 1] - 2; at += 2) {
      const [dx, dy] = [points[at + 2] - points[at], points[at + 3] - points[at + 1]];
      sum += dx * (authalic(points[at + 1] / steps) + authalic(points[at + 3] / steps));
      if (Math.abs(dy) > longest) [longest, chosen] = [Math.abs(dy), at];
    }
    // A level arc has no side that a ray to the east could tell; it is a grid step long, or closed by others.
    if (chosen >= 0) total += sum * insideOf(points, bands, chosen);
  }
  return Math.abs((total * MAJOR_KM ** 2 * Math.PI) / (360 * steps));
}

/** 1 where the inside lies east of a rising edge or west of a falling one, else -1. */
function insideOf(points, bands, at) {
  const y = (points[at + 1] + points[at + 3]) / 2 + 0.25;
  const x = crossing(points, at, y);
  let odd = 0;
  for (const other of bands.at(y)) {
    if (other !== at && points[other + 1] > y !== points[other + 3] > y && crossing(points, other, y) > x) odd ^= 1;
  }
  return (odd === 1) === points[at + 3] > points[at + 1] ? 1 : -1;
}

function crossing(points, at, y) {
  return points[at] + ((y - points[at + 1]) / (points[at + 3] - points[at + 1])) * (points[at + 2] - points[at]);
}

/** Edges by bands of latitude, so that a ray meets few of them. */
function bandsOf(points, starts, numbers) {
  let [least, most] = [Infinity, -Infinity];
  for (const arc of numbers) {
    for (let at = 2 * starts[arc] + 1; at < 2 * starts[arc + 1]; at += 2) [least, most] = [Math.min(least, points[at]), Math.max(most, points[at])];
  }
  const high = (most - least + 1) / BANDS;
  const bands = Array.from({ length: BANDS }, () => []);
  const band = (y) => Math.max(0, Math.min(BANDS - 1, Math.floor((y - least) / high)));
  for (const arc of numbers) {
    for (let at = 2 * starts[arc]; at < 2 * starts[arc + 1] - 2; at += 2) {
      const [low, top] = [points[at + 1], points[at + 3]].map(band).sort((a, b) => a - b);
      for (let one = low; one <= top; one++) bands[one].push(at);
    }
  }
  return { at: (y) => bands[band(y)] };
}
