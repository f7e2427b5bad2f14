"use client";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { useNow } from "#components/format/use-now.ts";
import { Button } from "#components/ui/button.tsx";
import { controlClass, controlHeight } from "#components/ui/control-class.ts";

/** Calendar days (YYYY-MM-DD) in the tenant's time zone, both inclusive; null is open. */
export type DateRange = { from: string | null; to: string | null };

type DateRangeFieldsProps = { value: DateRange; onValueChange: (value: DateRange) => void; className?: string };

const dayMs = 86_400_000;
const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10);

/** Presets and two native date inputs. */
export function DateRangeFields({ value, onValueChange, className }: DateRangeFieldsProps) {
  const t = useTranslations("ui");
  const id = useId();
  const now = useNow();
  const presets = [
    { key: "today", days: 0 },
    { key: "last7Days", days: 6 },
    { key: "last30Days", days: 29 },
  ] as const;
  const input = cx(controlClass, controlHeight, "tnum");
  return (
    <div className={cx("grid gap-3", className)}>
      <div className="flex flex-wrap gap-1.5">
        {presets.map(({ key, days }) => (
          <Button
            key={key}
            size="sm"
            onClick={() => onValueChange({ from: isoDay(now - days * dayMs), to: isoDay(now) })}
          >
            {t(key)}
          </Button>
        ))}
      </div>
      <div className="grid grid-cols-2 gap-2">
        <label htmlFor={`${id}-from`} className="grid gap-1 text-xs text-ink-3">
          {t("from")}
          <input
            id={`${id}-from`}
            type="date"
            className={input}
            value={value.from ?? ""}
            max={value.to ?? undefined}
            onChange={(event) => onValueChange({ ...value, from: event.target.value || null })}
          />
        </label>
        <label htmlFor={`${id}-to`} className="grid gap-1 text-xs text-ink-3">
          {t("to")}
          <input
            id={`${id}-to`}
            type="date"
            className={input}
            value={value.to ?? ""}
            min={value.from ?? undefined}
            onChange={(event) => onValueChange({ ...value, to: event.target.value || null })}
          />
        </label>
      </div>
    </div>
  );
}
