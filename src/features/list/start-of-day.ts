import { instantOf } from "#core/kernel/civil-time.ts";

/** Midnight of a day in the tenant's time zone, or of the next day; null when the text is no day. */
export function startOfDay(day: string | null, timeZone: string, daysLater: number): string | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? "");
  if (!match) return null;
  const [year = 0, month = 0, date = 0] = match.slice(1).map(Number);
  const civil = new Date(Date.UTC(year, month - 1, date + daysLater));
  const wall = { year: civil.getUTCFullYear(), month: civil.getUTCMonth() + 1, day: civil.getUTCDate() };
  return instantOf({ ...wall, hour: 0, minute: 0, second: 0 }, timeZone)?.toISOString() ?? null;
}
