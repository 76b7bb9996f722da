// Whom and what to cite: the page, one claim, and the makers of everything an export or a sheet of paper rests on.

import { longDay, toDay, toIso } from "./days.js";
import { readable } from "./dom.js";
import { Words } from "./i18n.js";

/** As geo.exports.credit names it. */
export const GAZETTEER = "GeoNames (CC BY 4.0); Natural Earth (public domain); Frontline's own layers (CC0)";
const ENGLISH = new Words("en");

/** Whom something made of the page has to credit, a line each; files say it in English, as the package's own do. */
export function creditLines({ generator, lines }, words = ENGLISH) {
  return [words.filled("made_by", { program: generator, places: GAZETTEER }), ...lines.map((line) => words.filled("layer_by", line).replace(/([^.])$/, "$1."))];
}

/** Title, layers, the day shown, program and address of the page. */
export function citePage({ words, payload, store, linked, parts }) {
  const { day } = store.state;
  const layers = payload.lines.map(({ maker, name }) => (maker === name ? maker : `${maker}, ${name}`)).join("; ");
  return sentences([parts.header.title.textContent, day === null ? "" : longDay(day, words.locale), layers, payload.generator, linked ? pageAddress(window.location.hash.slice(1)) : ""]);
}

/** The words, who published them where and when, the verdict and what it rests on, and the page's address with the claim open. */
export function citeClaim({ words, payload, linked }, claim) {
  const article = payload.articles[claim.article];
  const { finding } = claim;
  const day = (iso) => longDay(toDay(iso), words.locale);
  const published = [article.author, article.title ? words.quoted(article.title) : "", article.publisher, article.published ? day(article.published) : words.text("undated"), article.url || article.source];
  const against = finding && finding.layer ? ` (${[finding.layer, finding.snapshot ? day(finding.snapshot) : ""].filter(Boolean).join(", ")})` : "";
  const hash = new URLSearchParams({ ...(claim.day === null ? {} : { day: toIso(claim.day) }), claim: claim.key });
  return sentences([
    words.quoted(readable(claim.quote)), published.filter(Boolean).join(", "), words.verdict(claim.verdict) + against, finding ? finding.sentence : "", payload.generator, linked ? pageAddress(hash) : "",
  ]);
}

/** Parts that are there, each ended by a point where it has no mark of its own. */
function sentences(parts) {
  return parts.filter(Boolean).map((part, at, all) => (at === all.length - 1 || /[.!?…]["”»]?$/.test(part) ? part : `${part}.`)).join(" ");
}

/** The page's address with a part after #; of a page opened from disk, which is nobody else's, the file's name alone. */
function pageAddress(hash) {
  const { protocol, href, pathname } = window.location;
  const page = /^https?:$/.test(protocol) ? href.split("#")[0] : decodeURIComponent(pathname.split("/").at(-1));
  return hash.toString() ? `${page}#${hash}` : page;
}
