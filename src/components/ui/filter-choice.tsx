"use client";
import { Check } from "lucide-react";
import { useId } from "react";
import { cx } from "#components/cx.ts";
import { FilterChip } from "#components/ui/filter-chip.tsx";
import type { FilterOption } from "#components/ui/filter-menu.tsx";

type FilterChoiceProps<V extends string> = {
  name: string;
  options: readonly FilterOption<V>[];
  /** An unknown value is shown unchanged. */
  value: V | null;
  onValueChange: (value: V | null) => void;
};

/** A filter with one of several values, or none. */
export function FilterChoice<V extends string>({ name, options, value, onValueChange }: FilterChoiceProps<V>) {
  const group = useId();
  const chosen = options.find((option) => option.value === value);
  return (
    <FilterChip name={name} value={chosen?.text ?? value ?? undefined} onClear={() => onValueChange(null)}>
      <div role="radiogroup" aria-label={name} className="scroll-thin max-h-72 overflow-y-auto">
        {options.map((option) => (
          <label
            key={option.value}
            className="flex h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 text-sm hover:bg-hover has-focus-visible:bg-press coarse:h-10"
          >
            <input
              type="radio"
              name={group}
              className="sr-only"
              checked={option.value === value}
              onChange={() => onValueChange(option.value)}
            />
            <Check className={cx("size-3.5 shrink-0", option.value !== value && "invisible")} aria-hidden="true" />
            {option.label}
          </label>
        ))}
      </div>
    </FilterChip>
  );
}
