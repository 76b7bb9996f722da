// Days as whole numbers since 1 January 1970, so that arithmetic never meets a time zone.

const DAY = 86400000;

export function toDay(text) {
  return text ? Math.round(Date.parse(`${text}T00:00:00Z`) / DAY) : null;
}

/** The day that a reader has written as 2024-09-17, or null; the thirtieth of February is none. */
export function writtenDay(text) {
  const day = /^\d{4}-\d\d-\d\d$/.test(text || "") ? toDay(text) : NaN;
  return Number.isFinite(day) && toIso(day) === text ? day : null;
}

export function toIso(day) {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

export function longDay(day, locale) {
  return format(day, locale, { day: "numeric", month: "long", year: "numeric" });
}

export function shortDay(day, locale) {
  return format(day, locale, { day: "numeric", month: "short", year: "numeric" });
}

export function dayMonth(day, locale) {
  return format(day, locale, { day: "numeric", month: "short" });
}

export function dayOfMonth(day, locale) {
  return format(day, locale, { day: "numeric" });
}

export function monthName(day, locale) {
  return format(day, locale, { month: "short" });
}

const formatters = new Map(); // making one takes longer than a hundred uses of it

function format(day, locale, options) {
  const key = locale + JSON.stringify(options);
  if (!formatters.has(key)) formatters.set(key, new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }));
  return formatters.get(key).format(new Date(day * DAY));
}

/** The last entry of a sorted list that is not above `value`, or -1. */
export function lastUpTo(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
