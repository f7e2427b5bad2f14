"use client";
import { Item, Root } from "radix-ui/toggle-group";
import type { ReactNode } from "react";
import { cx } from "#components/cx.ts";

export type Segment<V extends string> = { value: V; label: string; icon?: ReactNode };

type SegmentedProps<V extends string> = {
  label: string;
  value: V;
  onValueChange: (value: V) => void;
  segments: readonly Segment<V>[];
  /** Shows icons only; the words are read out. */
  iconsOnly?: boolean;
  className?: string;
};

/** One of two to four, always one. */
export function Segmented<V extends string>(props: SegmentedProps<V>) {
  const { label, value, onValueChange, segments, iconsOnly, className } = props;
  const choose = (next: string) => {
    const segment = segments.find((candidate) => candidate.value === next);
    if (segment) onValueChange(segment.value);
  };
  return (
    <Root
      type="single"
      value={value}
      onValueChange={choose}
      aria-label={label}
      className={cx("inline-flex h-8 rounded-md bg-sunken p-0.5 coarse:h-10", className)}
    >
      {segments.map((segment) => (
        <Item
          key={segment.value}
          value={segment.value}
          aria-label={segment.label}
          title={iconsOnly ? segment.label : undefined}
          className={cx(
            "flex flex-1 items-center justify-center gap-1.5 rounded-[5px] px-2.5 text-sm font-medium whitespace-nowrap text-ink-2 transition-colors hover:text-ink data-[state=on]:bg-raised data-[state=on]:text-ink data-[state=on]:shadow-low dark:data-[state=on]:bg-press [&_svg]:size-4",
            iconsOnly && "px-2",
          )}
        >
          {segment.icon}
          {iconsOnly ? null : segment.label}
        </Item>
      ))}
    </Root>
  );
}
