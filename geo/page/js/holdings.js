// Settlements held from day to day, as geo/page/holdings.py writes them: columns, so that 178,000 spans stay light.

import { unpack, unzigzag, varints } from "./packed.js";

const GRID = 100000; // grid steps a degree
const LASTING = 2147483647; // last day of a span that lasts

export async function readHoldings(packed) {
  if (!packed) return new Holdings(0, 0, [], [], []);
  const [bytes, names] = await Promise.all([unpack(packed.rows), unpack(packed.names)]);
  const next = varints(bytes);
  const places = next();
  const found = new Holdings(places, packed.count, new TextDecoder().decode(names).split("\n"), packed.sides, packed.sources);
  const counts = new Int32Array(places);
  let [x, y] = [0, 0];
  for (let place = 0; place < places; place++) {
    found.lon[place] = (x += unzigzag(next())) / GRID;
    found.lat[place] = (y += unzigzag(next())) / GRID;
    counts[place] = next();
  }
  let row = 0;
  for (let place = 0; place < places; place++) {
    let from = 0;
    for (let span = counts[place]; span > 0; span--, row++) {
      found.place[row] = place;
      found.side[row] = next();
      found.from[row] = from += unzigzag(next());
      const days = next();
      found.to[row] = days ? from + days - 1 : LASTING;
      found.source[row] = next();
    }
  }
  return found;
}

class Holdings {
  constructor(places, rows, names, sides, sources) {
    Object.assign(this, { names, sides, sources, count: rows, lon: new Float64Array(places), lat: new Float64Array(places) });
    Object.assign(this, { place: new Int32Array(rows), side: new Uint8Array(rows), from: new Int32Array(rows), to: new Int32Array(rows), source: new Int32Array(rows) });
  }

  /** Numbers of the spans that stand on a day. */
  on(day) {
    const rows = [];
    for (let row = 0; row < this.count; row++) if (this.from[row] <= day && day <= this.to[row]) rows.push(row);
    return rows;
  }

  /** Numbers of the spans that stand on a day and whose settlement another side held on another day. */
  changedSince(before, day) {
    const was = new Map(this.on(before).map((row) => [`${this.place[row]} ${this.source[row]}`, this.side[row]]));
    return this.on(day).filter((row) => {
      const side = was.get(`${this.place[row]} ${this.source[row]}`);
      return side !== undefined && side !== this.side[row];
    });
  }

  /** How many settlements that is; several sources may speak of one. */
  placesChanged(before, day) {
    return new Set(this.changedSince(before, day).map((row) => this.place[row])).size;
  }

  sidesOn(day) {
    return [...new Set(this.on(day).map((row) => this.sides[this.side[row]]))].sort();
  }

  text(row) {
    return `${this.names[this.place[row]]} (${this.sources[this.source[row]]})`;
  }
}
