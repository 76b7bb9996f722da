// Reads what geo/page/arcs.py writes: arcs that know in which frames they stand.

import { unpack, unzigzag, varints } from "./packed.js";
import { squareKm } from "./squarekm.js";

/** Inflate and decode one text of arcs; `steps` is the number of grid steps a degree. */
export async function readArcs(text, steps) {
  return new Arcs(await unpack(text), steps);
}

class Arcs {
  constructor(bytes, steps) {
    this.steps = steps;
    this.frame = -1;
    this.standing = [];
    const next = varints(bytes);
    const sizes = this.readHeads(next);
    this.readPoints(next, sizes);
  }

  readHeads(next) {
    const sizes = [];
    this.groups = [];
    for (let group = next(); group > 0; group--) {
      const runs = [];
      let frame = 0;
      for (let run = next(); run > 0; run--) {
        const start = frame + next();
        frame = start + next();
        runs.push(start, frame);
      }
      const first = sizes.length;
      for (let arc = next(); arc > 0; arc--) sizes.push(next());
      this.groups.push({ runs, first, last: sizes.length });
    }
    return sizes;
  }

  readPoints(next, sizes) {
    const total = sizes.reduce((sum, size) => sum + size, 0);
    this.points = new Int32Array(2 * total);
    this.starts = new Int32Array(sizes.length + 1);
    const signed = () => unzigzag(next());
    let at = 0;
    let [firstX, firstY] = [0, 0];
    sizes.forEach((size, arc) => {
      let x = (firstX += signed());
      let y = (firstY += signed());
      for (let point = 0; point < size; point++) {
        if (point) {
          x += signed();
          y += signed();
        }
        this.points[at++] = x;
        this.points[at++] = y;
      }
      this.starts[arc + 1] = at / 2;
    });
  }

  /** Numbers of the arcs that stand in a frame. */
  arcsAt(frame) {
    if (frame === this.frame) return this.standing;
    this.frame = frame;
    this.standing = [];
    for (const { runs, first, last } of this.groups) {
      if (stands(runs, frame)) for (let arc = first; arc < last; arc++) this.standing.push(arc);
    }
    return this.standing;
  }

  /** The frame's arcs as lists of [lat, lon]; for lines, whose ends need not meet. */
  pathsAt(frame) {
    return this.arcsAt(frame).map((arc) => this.append([], arc, false));
  }

  /** The frame's arcs joined into closed rings of [lat, lon]; to be filled even-odd. */
  ringsAt(frame) {
    return this.rings(this.arcsAt(frame));
  }

  /** The rings around all ground that belongs to one of two frames alone; to be filled even-odd. */
  ringsBetween(before, after) {
    return this.rings(this.arcsBetween(before, after));
  }

  arcsBetween(before, after) {
    const arcs = [];
    for (const { runs, first, last } of this.groups) {
      if (stands(runs, before) !== stands(runs, after)) for (let arc = first; arc < last; arc++) arcs.push(arc);
    }
    return arcs;
  }

  /** Square kilometres of the ground gained and of the ground lost from one frame to another. */
  changeBetween(before, after) {
    const changed = squareKm(this, this.arcsBetween(before, after));
    const [was, is] = [squareKm(this, this.arcsAt(before)), squareKm(this, this.arcsAt(after))];
    return { gained: Math.max(0, (changed + is - was) / 2), lost: Math.max(0, (changed + was - is) / 2) };
  }

  rings(arcs) {
    const touching = new Map();
    for (const arc of arcs) {
      for (const point of [this.starts[arc], this.starts[arc + 1] - 1]) {
        const key = this.key(point);
        if (!touching.has(key)) touching.set(key, []);
        touching.get(key).push(arc);
      }
    }
    const used = new Set();
    return arcs.filter((arc) => !used.has(arc)).map((arc) => this.walk(arc, touching, used)).filter((ring) => ring.length);
  }

  walk(arc, touching, used) {
    const ring = [];
    let backward = false;
    while (arc !== undefined && !used.has(arc)) {
      used.add(arc);
      this.append(ring, arc, backward);
      const end = this.key(backward ? this.starts[arc] : this.starts[arc + 1] - 1);
      arc = touching.get(end).find((other) => !used.has(other));
      backward = arc !== undefined && this.key(this.starts[arc]) !== end;
    }
    return ring;
  }

  append(path, arc, backward) {
    const [first, last] = [this.starts[arc], this.starts[arc + 1] - 1];
    for (let step = 0; step <= last - first; step++) {
      const point = 2 * (backward ? last - step : first + step);
      path.push([this.points[point + 1] / this.steps, this.points[point] / this.steps]);
    }
    return path;
  }

  /** Metres from a point to the boundary in each of some frames (Infinity where there is none); lengths on a plane around the point. */
  distances(frames, lon, lat) {
    const found = frames.map(() => Infinity);
    for (const { runs, first, last } of this.groups) {
      const where = frames.map((frame, at) => (stands(runs, frame) ? at : -1)).filter((at) => at >= 0);
      if (!where.length) continue;
      let least = Infinity;
      for (let arc = first; arc < last; arc++) least = Math.min(least, this.distanceTo(arc, lon, lat));
      for (const at of where) found[at] = Math.min(found[at], least);
    }
    return found;
  }

  distanceTo(arc, lon, lat) {
    const north = 111320; // metres a degree of latitude
    const east = north * Math.cos((lat * Math.PI) / 180);
    const { points, steps } = this;
    let least = Infinity;
    for (let at = 2 * this.starts[arc]; at < 2 * this.starts[arc + 1] - 2; at += 2) {
      const [x, y] = [(points[at] / steps - lon) * east, (points[at + 1] / steps - lat) * north];
      const [dx, dy] = [((points[at + 2] - points[at]) / steps) * east, ((points[at + 3] - points[at + 1]) / steps) * north];
      const along = Math.max(0, Math.min(1, -(x * dx + y * dy) / (dx * dx + dy * dy)));
      least = Math.min(least, (x + along * dx) ** 2 + (y + along * dy) ** 2);
    }
    return Math.sqrt(least);
  }

  key(point) {
    return this.points[2 * point] * 4294967296 + this.points[2 * point + 1];
  }

  /** Whether a point lies in the frame's area: a ray to the east meets its boundary an odd number of times. */
  contains(frame, lon, lat) {
    const [x, y] = [lon * this.steps, lat * this.steps];
    let inside = false;
    for (const arc of this.arcsAt(frame)) {
      for (let point = this.starts[arc] * 2; point < this.starts[arc + 1] * 2 - 2; point += 2) {
        const [y1, y2] = [this.points[point + 1], this.points[point + 3]];
        if (y1 > y === y2 > y) continue;
        const x1 = this.points[point];
        if (x < x1 + ((y - y1) / (y2 - y1)) * (this.points[point + 2] - x1)) inside = !inside;
      }
    }
    return inside;
  }
}

function stands(runs, frame) {
  for (let run = 0; run < runs.length; run += 2) if (frame >= runs[run] && frame < runs[run + 1]) return true;
  return false;
}
