// Reads what geo/page/arcs.py writes: arcs that know in which frames they stand.

/** Inflate and decode one text of arcs; `steps` is the number of grid steps a degree. */
export async function readArcs(text, steps) {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Arcs(new Uint8Array(await new Response(stream).arrayBuffer()), steps);
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
    const signed = () => {
      const number = next();
      return number % 2 ? -(number + 1) / 2 : number / 2;
    };
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
    const touching = new Map();
    const arcs = this.arcsAt(frame);
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

  key(point) {
    return this.points[2 * point] * 4294967296 + this.points[2 * point + 1];
  }

  /** Whether a point lies in the frame's area: a ray to the east meets its boundary an odd number of times. */
  contains(frame, lon, lat) {
    const [x, y] = [lon * this.steps, lat * this.steps];
    let inside = false;
    for (const arc of this.arcsAt(frame)) {
      for (let point = this.starts[arc] * 2; point < this.starts[arc + 1] * 2 - 2; point += 2) {
        const [x1, y1, x2, y2] = this.points.subarray(point, point + 4);
        if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
      }
    }
    return inside;
  }
}

function stands(runs, frame) {
  for (let run = 0; run < runs.length; run += 2) if (frame >= runs[run] && frame < runs[run + 1]) return true;
  return false;
}

function varints(bytes) {
  let at = 0;
  return () => {
    let number = 0;
    let scale = 1;
    for (;;) {
      const byte = bytes[at++];
      number += (byte & 127) * scale;
      if (byte < 128) return number;
      scale *= 128;
    }
  };
}
