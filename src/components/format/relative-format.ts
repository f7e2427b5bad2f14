import { relativeFormat } from "#components/format/intl-cache.ts";

const steps: [limitSeconds: number, divisor: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [3600, 60, "minute"],
  [86_400, 3600, "hour"],
  [7 * 86_400, 86_400, "day"],
  [30 * 86_400, 7 * 86_400, "week"],
  [365 * 86_400, 30 * 86_400, "month"],
  [Infinity, 365 * 86_400, "year"],
];

/** "now", "3 min. ago", "in 2 days". */
export function formatRelative(atMs: number, nowMs: number, locale: string): string {
  const seconds = (atMs - nowMs) / 1000;
  const size = Math.abs(seconds);
  if (size < 60) return relativeFormat(locale).format(0, "second");
  const step = steps.find(([limit]) => size < limit) ?? [Infinity, 365 * 86_400, "year"];
  return relativeFormat(locale).format(Math.trunc(seconds / step[1]), step[2]);
}
