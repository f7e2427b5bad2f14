"use client";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { FilterChip } from "#components/ui/filter-chip.tsx";

/** `text` is searched and shown in the chip; `label` is the rendered option. */
export type FilterOption<V extends string> = { value: V; label: ReactNode; text: string };

type FilterMenuProps<V extends string> = {
  name: string;
  options: readonly FilterOption<V>[];
  /** Unknown values are shown unchanged. */
  value: readonly V[];
  onValueChange: (value: V[]) => void;
};

/** A filter with any number of values. More than eight options get a search field. */
export function FilterMenu<V extends string>({ name, options, value, onValueChange }: FilterMenuProps<V>) {
  const t = useTranslations("ui");
  const [query, setQuery] = useState("");
  const shown = options.filter((option) => option.text.toLowerCase().includes(query.toLowerCase()));
  const words = value.map((one) => options.find((option) => option.value === one)?.text ?? one).join(", ");
  const summary = value.length > 2 ? t("filterCount", { count: value.length }) : words;
  const toggle = (option: V) =>
    onValueChange(value.includes(option) ? value.filter((other) => other !== option) : [...value, option]);
  return (
    <FilterChip name={name} value={summary || undefined} full={words} onClear={() => onValueChange([])}>
      {options.length > 8 ? (
        <input
          aria-label={t("search")}
          placeholder={t("search")}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          className="mb-1 h-8 w-full border-b bg-transparent px-2 text-sm outline-none"
        />
      ) : null}
      <div className="scroll-thin max-h-72 overflow-y-auto">
        {shown.map((option) => (
          <label
            key={option.value}
            className="flex h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 text-sm hover:bg-hover has-focus-visible:bg-press coarse:h-10"
          >
            <Checkbox checked={value.includes(option.value)} onCheckedChange={() => toggle(option.value)} />
            {option.label}
          </label>
        ))}
      </div>
    </FilterChip>
  );
}
