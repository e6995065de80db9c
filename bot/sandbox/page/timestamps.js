/** Discord's `<t:seconds:style>` marks and message times, in the reader's own language and zone. */

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};

/** Seconds of each unit, longest first; a month and a year as Discord's clients round them. */
const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
];

/**
 * @param {number} seconds Unix time
 * @param {string} style a letter of Discord's table; unknown ones read as `f`
 * @param {number} nowMs
 */
export function timestampText(seconds, style, nowMs) {
  if (style === "R") {
    const distance = Math.round(seconds - nowMs / 1000);
    const [unit, size] = UNITS.find(([, length]) => Math.abs(distance) >= length) ?? ["second", 1];
    return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(Math.round(distance / size), unit);
  }
  return new Intl.DateTimeFormat(undefined, STYLES[style] ?? STYLES.f).format(new Date(seconds * 1000));
}

/**
 * The largest distance from 1970 that a JavaScript date can hold; beyond it Discord shows the mark as text.
 * @param {number} seconds
 */
export function isTimestamp(seconds) {
  return Number.isFinite(seconds) && Math.abs(seconds) <= 8_640_000_000_000;
}

/**
 * "Today at 14:03", "Yesterday at 09:00", else date and time: the form beside a message's author.
 * @param {string} iso
 * @param {number} nowMs
 */
export function messageTime(iso, nowMs) {
  const moment = new Date(iso);
  const clock = new Intl.DateTimeFormat(undefined, STYLES.t).format(moment);
  const days = (dayStart(new Date(nowMs)) - dayStart(moment)) / 86_400_000;
  if (Math.round(days) === 0) return `Today at ${clock}`;
  if (Math.round(days) === 1) return `Yesterday at ${clock}`;
  return new Intl.DateTimeFormat(undefined, STYLES.s).format(moment);
}

/** @param {string} iso */
export function dayText(iso) {
  return new Intl.DateTimeFormat(undefined, STYLES.D).format(new Date(iso));
}

/** @param {Date} moment */
function dayStart(moment) {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
}
