"use client";
import { Indicator, Item, Root } from "radix-ui/radio-group";
import { type ReactNode, useId } from "react";
import { cx } from "#components/cx.ts";

export type RadioOption<V extends string> = { value: V; label: ReactNode; hint?: ReactNode; disabled?: boolean };

type RadioGroupProps<V extends string> = {
  label: string;
  value: V;
  onValueChange: (value: V) => void;
  options: RadioOption<V>[];
  className?: string;
};

export function RadioGroup<V extends string>({ label, value, onValueChange, options, className }: RadioGroupProps<V>) {
  const id = useId();
  const choose = (next: string) => {
    const option = options.find((candidate) => candidate.value === next);
    if (option) onValueChange(option.value);
  };
  return (
    <Root aria-label={label} value={value} onValueChange={choose} className={cx("grid gap-2", className)}>
      {options.map((option) => (
        <div key={option.value} className="flex items-start gap-2.5">
          <Item
            id={`${id}-${option.value}`}
            value={option.value}
            disabled={option.disabled ?? false}
            className="relative mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-control bg-raised before:absolute before:-inset-1.5 disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
          >
            <Indicator className="size-1.5 rounded-full bg-on-accent" />
          </Item>
          <div className="grid min-w-0 gap-0.5 [overflow-wrap:anywhere]">
            <label htmlFor={`${id}-${option.value}`} className="text-sm">
              {option.label}
            </label>
            {option.hint ? <p className="text-xs text-ink-3">{option.hint}</p> : null}
          </div>
        </div>
      ))}
    </Root>
  );
}
