"use client";
import { type ReactNode, useId } from "react";
import { cx } from "#components/cx.ts";

export type Segment<V extends string> = { value: V; label: string; icon?: ReactNode };

type SegmentedProps<V extends string> = {
  label: string;
  value: V;
  onValueChange: (value: V) => void;
  segments: readonly Segment<V>[];
  /** Shows icons only; the labels are for screen readers. */
  iconsOnly?: boolean;
  className?: string;
};

/** Exactly one of two to four options. Native radio buttons with our styles, with their keys, focus and names. */
export function Segmented<V extends string>(props: SegmentedProps<V>) {
  const { label, value, onValueChange, segments, iconsOnly, className } = props;
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={cx("inline-flex h-8 rounded-md bg-sunken p-0.5 coarse:h-10", className)}
    >
      {segments.map((segment) => (
        <label
          key={segment.value}
          title={iconsOnly ? segment.label : undefined}
          className={cx(
            "relative flex flex-1 cursor-pointer items-center justify-center gap-1.5 rounded-[5px] px-2.5 text-sm font-medium whitespace-nowrap text-ink-2 transition-colors hover:text-ink has-checked:bg-raised has-checked:text-ink has-checked:shadow-low has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus dark:has-checked:bg-press [&_svg]:size-4",
            iconsOnly && "px-2",
          )}
        >
          <input
            type="radio"
            name={name}
            value={segment.value}
            checked={segment.value === value}
            onChange={() => onValueChange(segment.value)}
            className="absolute inset-0 m-0 cursor-pointer appearance-none opacity-0"
          />
          {segment.icon}
          {iconsOnly ? <span className="sr-only">{segment.label}</span> : segment.label}
        </label>
      ))}
    </div>
  );
}
