// The claims as columns: what the page filters by is at hand, the rest is read when a claim is opened.

import { VERDICTS } from "./glyphs.js";
import { unpack } from "./packed.js";
import { LEAST_SOUND, fold, soundOf } from "./words.js";

export const NEVER = -2147483648; // no day
export const GRAINS = ["point", "near", "area", "sector", "none"];
const NEAR = 5000; // metres; a point known less well than this is "near" its place
const EMPTY = { quote: "", by_hand: [], polarity: "+" };
const EMPTY_FINDING = { context: [], figures: {}, tolerance: {}, readings: [], by_layer: [], sentence: "" };

export class Claims {
  constructor({ count, columns, tables, details, names }, articles, places) {
    Object.assign(this, { count, tables, places, articles, packed: details, packedNames: names, ids: columns.id, haystacks: null, named: null });
    for (const name of ["article", "type", "source", "actors", "chain", "where"]) this[name] = Int32Array.from(columns[name]);
    const day = (value) => (value === null ? NEVER : value);
    this.from = Int32Array.from(columns.from, day);
    this.to = Int32Array.from(columns.to, day);
    this.anchor = Int32Array.from(columns.anchor, (place) => (place === null ? -1 : place));
    const verdicts = tables.verdict.map((word) => VERDICTS.indexOf(word));
    this.verdictOf = Uint8Array.from(columns.verdict, (row) => verdicts[row]);
    this.day = Int32Array.from(this.to, (to, index) => this.dayOf(index));
    const grains = places.map(grainOf);
    this.grain = Uint8Array.from(this.anchor, (place) => (place < 0 ? GRAINS.indexOf("none") : grains[place]));
  }

  dayOf(index) {
    if (this.to[index] !== NEVER) return this.to[index];
    return this.from[index] !== NEVER ? this.from[index] : (this.articles[this.article[index]].day ?? NEVER);
  }

  async load() {
    this.bytes = await unpack(this.packed);
    this.nameBytes = await unpack(this.packedNames);
    this.packed = this.packedNames = null;
    this.starts = new Int32Array(this.count + 1);
    let line = 0;
    for (let at = this.bytes.indexOf(10); at >= 0; at = this.bytes.indexOf(10, at + 1)) this.starts[++line] = at + 1;
    this.starts[this.count] = this.bytes.length + 1;
    this.decoder = new TextDecoder();
  }

  verdict(index) {
    return VERDICTS[this.verdictOf[index]];
  }

  place(index) {
    return this.anchor[index] < 0 ? null : this.places[this.anchor[index]];
  }

  key(index) {
    return `${this.articles[this.article[index]].id}~${this.ids[index]}`;
  }

  indexOf(key) {
    if (!key) return -1;
    for (let index = 0; index < this.count; index++) if (key.endsWith(this.ids[index]) && this.key(index) === key) return index;
    return -1;
  }

  typeOf(index) {
    return this.tables.type[this.type[index]];
  }

  /** [name, role] of who is said to say it. */
  sourceOf(index) {
    return this.tables.source[this.source[index]];
  }

  /** Everything known of one claim. */
  detail(index) {
    const row = { ...EMPTY, ...JSON.parse(this.decoder.decode(this.bytes.subarray(this.starts[index], this.starts[index + 1] - 1))) };
    const { article, tables } = this;
    const finding = row.finding ? { ...EMPTY_FINDING, ...row.finding } : null;
    const day = (value) => (value === NEVER ? null : value);
    return {
      ...row, finding, index, key: this.key(index), verdict: this.verdict(index), place: this.place(index), type: this.typeOf(index), article: article[index],
      from: day(this.from[index]), to: day(this.to[index]), day: day(this.day[index]),
      speakers: tables.chain[this.chain[index]], actors: tables.actors[this.actors[index]], where: tables.where[this.where[index]],
    };
  }

  /** The folded words of a claim that the search looks through; all are made at the first search. */
  haystack(index) {
    if (!this.haystacks) this.makeHaystacks();
    return this.haystacks[index];
  }

  /** Which claims a folded word finds: those whose words hold it or whose place has another name that begins with it; if none, by sound. */
  matcher(word) {
    if (!this.named) this.makeNamed();
    const begun = this.named.map(([others]) => others.includes(` ${word}`));
    const finds = (index) => begun[this.where[index]] || this.haystack(index).includes(word);
    const sound = soundOf(word);
    if (sound.length < LEAST_SOUND) return finds;
    for (let index = 0; index < this.count; index++) if (finds(index)) return finds;
    const heard = this.named.map(([, sounds]) => sounds.includes(` ${sound} `));
    return (index) => heard[this.where[index]];
  }

  makeNamed() {
    const others = this.decoder.decode(this.nameBytes).split("\n");
    this.named = this.tables.where.map((rows) => {
      const places = rows.map((row) => row.place).filter((place) => place !== null);
      const names = places.map((place) => ` ${others[place]}`).join("");
      const own = places.map((place) => ` ${fold(this.places[place].name)}`).join("");
      return [names, ` ${`${own}${names}`.split(" ").map(soundOf).join(" ")} `];
    });
  }

  makeHaystacks() {
    const told = (names) => fold(names.filter(Boolean).join(" "));
    const articles = this.articles.map(({ title, publisher, author }) => told([title, publisher, author]));
    const chains = this.tables.chain.map((chain) => told(chain.map((link) => link[0])));
    const actors = this.tables.actors.map((row) => told(row.map((actor) => actor[1])));
    const wheres = this.tables.where.map((rows) => told(rows.flatMap((row) => [row.text, row.place === null ? "" : this.places[row.place].name])));
    this.haystacks = Array.from({ length: this.count }, (_, index) => {
      const { quote, translation } = this.detail(index);
      return [told([quote, translation]), wheres[this.where[index]], chains[this.chain[index]], actors[this.actors[index]], articles[this.article[index]]].join(" ");
    });
  }
}

function grainOf(place) {
  if (place.how === "point" || place.how === "ring") return GRAINS.indexOf(place.how === "point" && place.radius < NEAR ? "point" : "near");
  return GRAINS.indexOf(place.how);
}
