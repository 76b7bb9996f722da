// What stands on the time bar: claims by day stacked by verdict, the days that each layer speaks about, and names of days.

import { NEVER } from "./claims.js";
import { dayMonth, dayOfMonth, monthName, shortDay } from "./days.js";
import { svg } from "./dom.js";
import { VERDICTS } from "./glyphs.js";
import { shareAt } from "./timescale.js";

/** Pixels under the bars: bands of the layers, then names of days. */
export const FOOT = 28;
const BANDS = 10; // pixels for the days that the layers speak about
const THINNEST = 4; // pixels of a column of claims, with the gap to the next
const WIDEST = 14;
const HIGHEST = 7; // pixels of one claim
const COLUMN_DAYS = [1, 2, 3, 5, 7, 14, 28, 56, 112, 224, 448, 896, 1792];
const DAY_STEPS = [1, 2, 7, 14];
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120, 240];
const TICK_ROOM = 54; // pixels
const LETTER = 6.4; // pixels, about

/** The elements of the chart; `size` is its width and height in pixels, `last` the last day of all. */
export function chartOf({ stretch, size, lines, claims, shown, words, last }) {
  const [width, height] = size;
  const x = (moment) => shareAt(stretch, moment) * width;
  const base = height - FOOT;
  return [...bandsOf(lines, last, x, base, width), ...barsOf(stretch, claims, shown, x, base, width), ...ticksOf(stretch, words, x, base, width)];
}

/** One thin band a layer, where it has a snapshot young enough to speak; the more layers, the thinner. */
function bandsOf(lines, last, x, base, width) {
  const pitch = Math.min(3, BANDS / lines.length);
  return lines.flatMap((line, number) => spansOf(line, last).flatMap(([from, to]) => {
    const [left, right] = [Math.max(0, x(from)), Math.min(width, x(to + 1))];
    return right > 0 && left < width ? [svg("rect", { class: "fl-known", x: left, y: base + 1 + number * pitch, width: Math.max(1.5, right - left), height: 0.67 * pitch })] : [];
  }));
}

/** The stretches of days that a line's snapshots speak about, as [first, last] pairs. */
function spansOf(line, last) {
  const reach = line.max_age_days;
  const spans = [];
  for (const day of line.days) {
    const end = reach === null ? last : day + reach;
    if (spans.length && day <= spans.at(-1)[1] + 1) spans.at(-1)[1] = Math.max(end, spans.at(-1)[1]);
    else spans.push([day, end]);
  }
  return spans;
}

/** Claims by day, or by some days where a day is too thin; columns stay on the same days however the bar is moved. */
function barsOf({ from, to }, claims, shown, x, base, width) {
  const days = COLUMN_DAYS.find((number) => ((to - from) / number) * THINNEST <= width) || COLUMN_DAYS.at(-1);
  const first = Math.floor(from / days);
  const counts = Array.from({ length: Math.floor((to - 1e-9) / days) - first + 1 }, () => new Int32Array(VERDICTS.length));
  for (const index of shown) {
    const day = claims.day[index];
    if (day !== NEVER && day >= first * days && day < (first + counts.length) * days) counts[Math.floor(day / days) - first][claims.verdictOf[index]] += 1;
  }
  const most = Math.max(1, ...counts.map((column) => column.reduce((sum, count) => sum + count, 0)));
  const step = Math.min(HIGHEST, (base - 4) / most);
  const room = x(days) - x(0);
  const wide = Math.min(WIDEST, Math.max(3, room - 1));
  return counts.flatMap((column, number) => {
    const left = x((first + number) * days) + (room - wide) / 2;
    let top = base - 1;
    return VERDICTS.flatMap((verdict, row) => {
      if (!column[row]) return [];
      top -= column[row] * step;
      return [svg("rect", { class: `fl-bar fl-${verdict}`, x: left, y: top, width: wide, height: column[row] * step })];
    });
  });
}

/** Names of days, Mondays, months or years, whichever have room. */
function ticksOf(stretch, words, x, base, width) {
  const room = TICK_ROOM / (x(1) - x(0)); // days
  const days = DAY_STEPS.find((number) => number >= room);
  const told = days ? daysToName(stretch, days) : monthsToName(stretch, MONTH_STEPS.find((number) => number * 30 >= room) || MONTH_STEPS.at(-1));
  let [free, before] = [0, null];
  return told.flatMap((day) => {
    const text = days ? dayText(day, before, words.locale) : monthText(day, before, words.locale);
    const left = x(day);
    const line = svg("line", { class: "fl-tick", x1: left, x2: left, y1: base + 11, y2: base + 15 });
    const ends = left + 6 + text.length * LETTER;
    if (left < free || ends > width) return [line];
    [free, before] = [ends, day];
    return [line, svg("text", { class: isNewYear(day) ? "fl-year" : "fl-month", x: left + 3, y: base + FOOT - 2 }, text)];
  });
}

/** Every such day of a stretch; weeks begin on Mondays. */
function daysToName({ from, to }, step) {
  const shift = step % 7 ? 0 : 4; // 1 January 1970 was a Thursday
  const found = [];
  for (let day = Math.ceil((from - shift) / step) * step + shift; day < to; day += step) found.push(day);
  return found;
}

function monthsToName({ from, to }, step) {
  const start = new Date(from * 86400000);
  const found = [];
  for (let month = start.getUTCFullYear() * 12 + start.getUTCMonth(); ; month++) {
    const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / 86400000;
    if (day >= to) return found;
    if (day >= from && month % step === 0) found.push(day);
  }
}

function yearOf(day) {
  return new Date(day * 86400000).getUTCFullYear();
}

function isNewYear(day) {
  return yearOf(day) !== yearOf(day - 1);
}

/** The year stands with the first name and wherever a new one begins, the month where it is another than before. */
function dayText(day, before, locale) {
  if (before === null || yearOf(day) !== yearOf(before)) return shortDay(day, locale);
  return monthName(day, locale) === monthName(before, locale) ? dayOfMonth(day, locale) : dayMonth(day, locale);
}

function monthText(day, before, locale) {
  const year = String(yearOf(day));
  if (isNewYear(day)) return year;
  return before === null ? `${monthName(day, locale)} ${year}` : monthName(day, locale);
}
