"use client";
import { cx } from "#components/cx.ts";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { dateFormat } from "#components/format/intl-cache.ts";
import { formatRelative } from "#components/format/relative-format.ts";
import { useNow } from "#components/format/use-now.ts";

type TimeProps = { at: string | Date; className?: string };

const styles = {
  date: { day: "numeric", month: "short", year: "numeric" },
  dateTime: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
  full: {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

/** A formatter of instants in the tenant's locale and time zone. */
export function useFormatDate(): (at: string | Date, style?: keyof typeof styles) => string {
  const { locale, timeZone } = useFormatSettings();
  return (at, style = "dateTime") => dateFormat(locale, { ...styles[style], timeZone }).format(new Date(at));
}

/** "3 min. ago", updated, with the exact instant in its title. */
export function RelativeTime({ at, className }: TimeProps) {
  const { locale } = useFormatSettings();
  const format = useFormatDate();
  const now = useNow();
  const date = new Date(at);
  return (
    <time dateTime={date.toISOString()} title={format(date, "full")} className={cx("whitespace-nowrap", className)}>
      {formatRelative(date.getTime(), now, locale)}
    </time>
  );
}

/** "14 Mar, 09:30" in the tenant's time zone. */
export function DateTime({ at, style = "dateTime", className }: TimeProps & { style?: keyof typeof styles }) {
  const format = useFormatDate();
  const date = new Date(at);
  return (
    <time
      dateTime={date.toISOString()}
      title={format(date, "full")}
      className={cx("tnum whitespace-nowrap", className)}
    >
      {format(date, style)}
    </time>
  );
}
