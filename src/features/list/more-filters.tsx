"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFormatDate } from "#components/format/time.tsx";
import { DateRangeFields } from "#components/ui/date-range.tsx";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import { Input } from "#components/ui/input.tsx";

type Range = { from: string | null; to: string | null };

type DaysFilterProps = Range & { name: string; onValueChange: (range: Range) => void };

/** A range of days in the tenant's time zone, both inclusive. */
export function DaysFilter({ name, from, to, onValueChange }: DaysFilterProps) {
  const words = useDayWords();
  return (
    <FilterChip name={name} value={words({ from, to })} onClear={() => onValueChange({ from: null, to: null })}>
      <DateRangeFields className="p-2" value={{ from, to }} onValueChange={onValueChange} />
    </FilterChip>
  );
}

type SinceFilterProps = { name: string; from: string | null; onValueChange: (from: string | null) => void };

/** From a day in the tenant's time zone. */
export function SinceFilter({ name, from, onValueChange }: SinceFilterProps) {
  const t = useTranslations("ui");
  const words = useDayWords();
  return (
    <FilterChip name={name} value={words({ from, to: null })} onClear={() => onValueChange(null)}>
      <div className="p-1">
        <Input
          type="date"
          aria-label={t("from")}
          value={from ?? ""}
          onChange={(event) => onValueChange(event.target.value || null)}
        />
      </div>
    </FilterChip>
  );
}

function useDayWords() {
  const t = useTranslations("ui");
  const format = useFormatDate();
  const day = (text: string) => format(`${text}T12:00:00Z`, "date");
  return ({ from, to }: Range): string | undefined => {
    if (from && to) return from === to ? day(from) : t("dateRange", { from: day(from), to: day(to) });
    if (from) return t("dateSince", { from: day(from) });
    return to ? t("dateUntil", { to: day(to) }) : undefined;
  };
}

type TextFilterProps = {
  name: string;
  value: string | null;
  onValueChange: (value: string | null) => void;
  placeholder: string;
  maxLength: number;
};

/** A text filter, applied on blur or Enter. */
export function TextFilter({ name, value, onValueChange, placeholder, maxLength }: TextFilterProps) {
  const [text, setText] = useState(value ?? "");
  const take = () => onValueChange(text.trim() || null);
  const clear = () => {
    setText("");
    onValueChange(null);
  };
  return (
    <FilterChip name={name} value={value ?? undefined} onClear={clear}>
      <form
        className="p-1"
        onSubmit={(event) => {
          event.preventDefault();
          take();
        }}
      >
        <Input
          aria-label={name}
          placeholder={placeholder}
          maxLength={maxLength}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={take}
        />
      </form>
    </FilterChip>
  );
}
