"use client";
import { X } from "lucide-react";
import { cx } from "#components/cx.ts";

type FilterToggleProps = { name: string; value: boolean; onValueChange: (value: boolean) => void };

/** A filter that is on or off. */
export function FilterToggle({ name, value, onValueChange }: FilterToggleProps) {
  return (
    <button
      type="button"
      aria-pressed={value}
      data-filter={value ? "on" : "off"}
      onClick={() => onValueChange(!value)}
      className={cx(
        "flex h-7 shrink-0 items-center gap-1.5 rounded-full border px-3 text-sm whitespace-nowrap transition-colors coarse:h-9 [&>svg]:size-3.5",
        value
          ? "border-line-strong bg-raised font-medium"
          : "border-dashed border-control/70 text-ink-2 hover:border-control hover:text-ink",
      )}
    >
      {name}
      {value ? <X aria-hidden="true" className="-mr-0.5 text-ink-2" /> : null}
    </button>
  );
}
