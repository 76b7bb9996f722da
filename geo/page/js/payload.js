// Reads the payload and adds what the page asks for again and again.

import { lastUpTo, toDay } from "./days.js";

const SCHEMA = "frontline-page/1";
const REACH = 400; // days before the first snapshot that the time bar still stretches to

export function readPayload(payload) {
  if (payload.schema !== SCHEMA) throw new Error(`This page reads ${SCHEMA}, not ${payload.schema}.`);
  const claims = payload.claims.map((claim, index) => readClaim(claim, index, payload));
  const lines = payload.lines.map(readLine);
  return { ...payload, claims, lines, span: spanOf(lines, claims, payload.articles) };
}

function readClaim(claim, index, payload) {
  const article = payload.articles[claim.article];
  const [from, to, published] = [toDay(claim.from), toDay(claim.to), toDay(article.published)];
  const names = claim.where.flatMap((place) => [place.text, place.place === null ? "" : payload.places[place.place].name]);
  const told = [article.title, article.publisher, article.author, ...claim.speakers.map((speaker) => speaker[0])];
  const actors = claim.actors.map((actor) => actor[1]);
  return {
    ...claim, index, from, to,
    key: `${article.id}~${claim.id}`,
    day: to ?? from ?? published,
    verdict: claim.finding ? claim.finding.verdict : "unchecked",
    place: claim.anchor === null ? null : payload.places[claim.anchor],
    haystack: fold([claim.quote, claim.translation, ...names, ...told, ...actors].filter(Boolean).join(" ")),
  };
}

function readLine(line) {
  let day = 0;
  const days = line.days.map((gap) => (day += gap));
  const holdings = line.holdings.map(([place, lon, lat, side, from, to, source]) => ({
    place, lon, lat, side, from: toDay(from), to: to === null ? Infinity : toDay(to), source: line.sources[source],
  }));
  return { ...line, days, holdings };
}

/** Number of the newest snapshot on or before a day that is young enough to speak about it, or -1; never a later one. */
export function snapshotAt(line, day) {
  const index = lastUpTo(line.days, day);
  const tooOld = index >= 0 && line.max_age_days !== null && day - line.days[index] > line.max_age_days;
  return tooOld ? -1 : index;
}

/** First and last day of the time bar; null when nothing is dated. Years of prehistory in a claim do not stretch it. */
function spanOf(lines, claims, articles) {
  const firm = [...lines.flatMap((line) => [line.days[0], line.days.at(-1)]), ...articles.map((article) => toDay(article.published))];
  const known = firm.filter((day) => day !== null && day !== undefined);
  const [low, high] = known.length ? [Math.min(...known) - REACH, Math.max(...known) + REACH] : [-Infinity, Infinity];
  let [first, last] = [Math.min(...known), Math.max(...known)];
  for (const { day } of claims) {
    if (day === null || day < low || day > high) continue;
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  if (first === Infinity) return null;
  return first === last ? { first: first - 7, last: last + 7 } : { first, last };
}

const LATIN = {
  а: "a", б: "b", в: "v", г: "h", ґ: "h", д: "d", е: "e", ё: "e", є: "ie", ж: "zh", з: "z", и: "i", і: "i", ї: "i", й: "i", к: "k", л: "l",
  м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "h", ц: "ts", ч: "ch", ш: "sh", щ: "shch", ъ: "", ы: "i", ь: "",
  э: "e", ю: "iu", я: "ia",
};

/** One spelling for several scripts and habits: "Kharkiv", "Харків" and "harkiv" meet. */
export function fold(text) {
  return text.toLowerCase().replace(/[а-яёєіїґ]/g, (letter) => LATIN[letter] ?? letter)
    .normalize("NFKD").replace(/[\u0300-\u036f'’ʼ`]/g, "").replace(/kh|g/g, "h").replace(/[yj]/g, "i").replace(/ii/g, "i");
}
