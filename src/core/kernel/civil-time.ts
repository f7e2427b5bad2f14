/** A local date and time without a zone. Months count from 1. */
export interface WallTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const HALF_DAY_MS = 43_200_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(timeZone, made);
  return made;
}

/** The UTC offset of a zone at an instant, ms. */
function offsetAt(instantMs: number, timeZone: string): number {
  const [month = 1, day = 1, year = 0, hour = 0, minute = 0, second = 0] = (
    formatOf(timeZone).format(instantMs).match(/\d+/g) ?? []
  ).map(Number);
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  return shown - Math.floor(instantMs / 1000) * 1000;
}

/** The local time read as UTC, Unix ms; null when there is no such date or time of day. */
export function shownAt({ year, month, day, hour, minute, second }: WallTime): number | null {
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(shown);
  const exists =
    back.getUTCFullYear() === year &&
    back.getUTCMonth() === month - 1 &&
    back.getUTCDate() === day &&
    back.getUTCHours() === hour &&
    back.getUTCMinutes() === minute &&
    back.getUTCSeconds() === second;
  return exists ? shown : null;
}

/**
 * The instant of a local time in an IANA zone; null when there is no such date or time of day. Repeated times (autumn)
 * mean the first, skipped ones (spring) the same distance after the gap, as Temporal's `compatible`.
 */
export function instantOf(wall: WallTime, timeZone: string): Date | null {
  const shown = shownAt(wall);
  if (shown === null) return null;
  const before = offsetAt(shown - HALF_DAY_MS, timeZone);
  const after = offsetAt(shown + HALF_DAY_MS, timeZone);
  const candidates = [before, after].map((offset) => ({ offset, at: shown - offset }));
  const real = candidates.filter(({ offset, at }) => offsetAt(at, timeZone) === offset).map(({ at }) => at);
  return new Date(real.length > 0 ? Math.min(...real) : shown - before);
}

const two = (number: number): string => String(number).padStart(2, "0");

/** `2026-03-29 14:05:00`: local time in an IANA zone, in the form that spreadsheets parse as a date. */
export const wallText = (instant: Date, timeZone: string): string =>
  new Date(instant.getTime() + offsetAt(instant.getTime(), timeZone)).toISOString().slice(0, 19).replace("T", " ");

/** `UTC-04:00`: no leading sign, which spreadsheets would take for a formula. Seconds only where a zone had them. */
export function offsetText(instant: Date, timeZone: string): string {
  const offset = offsetAt(instant.getTime(), timeZone);
  const seconds = Math.abs(offset) / 1000;
  const rest = seconds % 60 === 0 ? "" : `:${two(seconds % 60)}`;
  return `UTC${offset < 0 ? "-" : "+"}${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}${rest}`;
}

/** Parses `offsetText`, ms; null for any other text. */
export function offsetOf(text: string): number | null {
  const match = /^(?:UTC)?([+-])(\d{2}):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (match === null) return text === "UTC" || text === "Z" ? 0 : null;
  const [hours, minutes, seconds] = match.slice(2).map((part) => Number(part ?? 0));
  const ms = ((hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0)) * 1000;
  return match[1] === "-" ? -ms : ms;
}
