// The stretch of days that the time bar shows, as { from, to } in days with fractions; day 5 fills it from 5.0 to 6.0.

import { NEVER } from "./claims.js";

const LEAST = 10; // days; the bar zooms no closer
const FEW = 0.25; // of the whole; days of the claims that fill less are what the bar opens on
const NINE_TENTHS = 0.9; // of the claims; a date from years ago among many of one month does not widen their days
const MARGIN = 0.12; // of the days of the claims, on either side
const EDGE = 0.04; // of the stretch; room beyond a day that has widened it
const INSIDE = 0.125; // of the stretch; how far from its edge a day lies that has pulled it along

/** All days from the first to the last. */
export function wholeOf({ first, last }) {
  return { from: first, to: last + 1 };
}

/** Where a moment lies: 0 at the left end of a stretch, 1 at the right. */
export function shareAt({ from, to }, moment) {
  return (moment - from) / (to - from);
}

/** The day at a share of a stretch; at its ends, the last day that lies in it. */
export function dayAt({ from, to }, whole, share) {
  const day = Math.floor(from + share * (to - from));
  return Math.max(whole.from, Math.ceil(from - 0.5), Math.min(whole.to - 1, Math.floor(to - 0.5), day));
}

/** Whether the middle of a day, where its handle stands, lies in a stretch. */
export function holdsDay({ from, to }, day) {
  return from <= day + 0.5 && day + 0.5 <= to;
}

/** A stretch of some length that begins at a moment, as far as there are days. */
export function stretchFrom(whole, from, asked) {
  const all = whole.to - whole.from;
  const length = Math.min(all, Math.max(Math.min(LEAST, all), asked));
  const start = Math.max(whole.from, Math.min(whole.to - length, from));
  return { from: start, to: start + length };
}

/** A stretch `factor` times as long that keeps a moment where it stands. */
export function zoomedStretch(stretch, whole, factor, moment) {
  const all = whole.to - whole.from;
  const length = Math.min(all, Math.max(Math.min(LEAST, all), (stretch.to - stretch.from) * factor));
  return stretchFrom(whole, moment - shareAt(stretch, moment) * length, length);
}

/** A stretch as long, moved so that it holds a day. */
export function pulledStretch(stretch, whole, day) {
  if (holdsDay(stretch, day)) return stretch;
  const length = stretch.to - stretch.from;
  const share = day < stretch.from ? INSIDE : 1 - INSIDE;
  return stretchFrom(whole, day + 0.5 - share * length, length);
}

/** A stretch wide enough to hold some days. */
export function widenedStretch(stretch, whole, days) {
  const [from, to] = [Math.min(stretch.from, ...days), Math.max(stretch.to, ...days.map((day) => day + 1))];
  const room = EDGE * (to - from);
  return { from: Math.max(whole.from, from < stretch.from ? from - room : from), to: Math.min(whole.to, to > stretch.to ? to + room : to) };
}

/** The days of the claims and the day shown, where both together are still a small part of the whole; else the days of the claims. */
export function stretchAround(ofClaims, whole, day) {
  const both = widenedStretch(ofClaims, whole, [day]);
  return both.to - both.from < FEW * (whole.to - whole.from) ? both : ofClaims;
}

/** The shortest stretch that holds nearly all dated claims, with a margin; null when it is no small part of the whole. */
export function claimsStretch(days, whole) {
  const known = Int32Array.from(days.filter((day) => day !== NEVER && day >= whole.from && day < whole.to)).sort();
  if (!known.length) return null;
  const most = Math.ceil(NINE_TENTHS * known.length);
  let first = 0;
  for (let at = 0; at + most <= known.length; at++) {
    if (known[at + most - 1] - known[at] < known[first + most - 1] - known[first]) first = at;
  }
  const [from, to] = [known[first], known[first + most - 1] + 1];
  const room = Math.max(MARGIN * (to - from), (LEAST - (to - from)) / 2, 2);
  const length = to - from + 2 * room;
  return length < FEW * (whole.to - whole.from) ? stretchFrom(whole, from - room, length) : null;
}
