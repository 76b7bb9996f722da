// Places that would touch on the screen, gathered around the one with the most claims.

const CELL = 42; // pixels; closer than this, places gather into a ring with the number of their claims

/** Gather { place, indices } of points, those with most claims first, into clusters of { x, y, members }. */
export function gather(map, points) {
  const clusters = [];
  const cells = new Map();
  for (const point of points) {
    const { x, y } = map.project([point.place.lat, point.place.shownLon]);
    const [column, row] = [Math.floor(x / CELL), Math.floor(y / CELL)];
    const home = homeOf(cells, column, row, x, y);
    if (home) {
      home.members.push(point);
      continue;
    }
    const cluster = { x, y, members: [point] };
    clusters.push(cluster);
    cells.set(`${column},${row}`, [...(cells.get(`${column},${row}`) || []), cluster]);
  }
  return clusters;
}

function homeOf(cells, column, row, x, y) {
  for (let near = 0; near < 9; near++) {
    const cell = cells.get(`${column - 1 + (near % 3)},${row - 1 + Math.floor(near / 3)}`) || [];
    const home = cell.find((one) => Math.hypot(one.x - x, one.y - y) < CELL);
    if (home) return home;
  }
  return null;
}
