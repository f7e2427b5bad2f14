import { dateFormat } from "#components/format/intl-cache.ts";
import { instantOf } from "#core/kernel/civil-time.ts";

/** Parses a `datetime-local` value in a time zone; null when it is empty or skipped by a clock change. */
export function instantIn(text: string, timeZone: string): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})/.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  return instantOf({ year, month, day, hour, minute, second: 0 }, timeZone)?.toISOString() ?? null;
}

/** Formats an instant as a `datetime-local` value. */
export function fieldOf(atMs: number, timeZone: string): string {
  const written = dateFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone }).format(atMs);
  return written.replace(" ", "T");
}
