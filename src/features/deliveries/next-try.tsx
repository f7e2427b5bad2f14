"use client";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { relativeFormat } from "#components/format/intl-cache.ts";
import { useFormatDate } from "#components/format/time.tsx";
import { useNow } from "#components/format/use-now.ts";

const steps = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** "in 4 min." until it is due, then "now". */
export function NextTry({ at, className }: { at: string; className?: string }) {
  const t = useTranslations("deliveries");
  const { locale } = useFormatSettings();
  const format = useFormatDate();
  const left = Date.parse(at) - useNow();
  const [unit, size] = steps.find(([, ms]) => left >= ms) ?? ["second", 1000];
  const words = left < 1000 ? t("dueNow") : relativeFormat(locale).format(Math.round(left / size), unit);
  return (
    <time dateTime={at} title={format(at, "full")} className={cx("tnum whitespace-nowrap", className)}>
      {words}
    </time>
  );
}
