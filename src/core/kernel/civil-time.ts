/** A date and time as a clock on the wall showed it, without saying where. Months count from 1. */
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

/** How far the clocks of a zone are ahead of UTC at an instant, ms. */
function offsetAt(instantMs: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(instantMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return shown - Math.floor(instantMs / 1000) * 1000;
}

/**
 * The instant of a wall time in an IANA zone; null when there is no such date or time of day. Twice-shown times (autumn)
 * mean the first, skipped ones (spring) the same distance after the gap, as Temporal's `compatible` has it.
 */
export function instantOf(wall: WallTime, timeZone: string): Date | null {
  const { year, month, day, hour, minute, second } = wall;
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  const back = new Date(shown);
  const exists =
    back.getUTCFullYear() === year &&
    back.getUTCMonth() === month - 1 &&
    back.getUTCDate() === day &&
    back.getUTCHours() === hour &&
    back.getUTCMinutes() === minute &&
    back.getUTCSeconds() === second;
  if (!exists) return null;
  const before = offsetAt(shown - HALF_DAY_MS, timeZone);
  const after = offsetAt(shown + HALF_DAY_MS, timeZone);
  const candidates = [before, after].map((offset) => ({ offset, at: shown - offset }));
  const real = candidates.filter(({ offset, at }) => offsetAt(at, timeZone) === offset).map(({ at }) => at);
  return new Date(real.length > 0 ? Math.min(...real) : shown - before);
}
