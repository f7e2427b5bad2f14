import type { ReactNode } from "react";
import { cx } from "#components/cx.ts";

export type Tone = "neutral" | "amber" | "blue" | "violet" | "green" | "red" | "accent";

export const toneDot: Record<Tone, string> = {
  neutral: "bg-grey",
  amber: "bg-amber",
  blue: "bg-blue",
  violet: "bg-violet",
  green: "bg-green",
  red: "bg-red",
  accent: "bg-accent",
};

export const toneSoft: Record<Tone, string> = {
  neutral: "bg-grey-soft text-ink-2",
  amber: "bg-amber-soft text-amber-ink",
  blue: "bg-blue-soft text-blue-ink",
  violet: "bg-violet-soft text-violet-ink",
  green: "bg-green-soft text-green-ink",
  red: "bg-red-soft text-red-ink",
  accent: "bg-accent-soft text-accent-ink",
};

type BadgeProps = { tone?: Tone; className?: string; children: ReactNode };

/** A word on a tinted background: tags, counts, kinds. */
export function Badge({ tone = "neutral", className, children }: BadgeProps) {
  return (
    <span
      className={cx(
        "inline-flex h-5 items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3",
        toneSoft[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}

/** A dot and a word: for states without a glyph. */
export function DotStatus({ tone = "neutral", className, children }: BadgeProps) {
  return (
    <span className={cx("inline-flex items-center gap-2 text-sm whitespace-nowrap", className)}>
      <span className={cx("size-1.75 shrink-0 rounded-full", toneDot[tone])} aria-hidden="true" />
      {children}
    </span>
  );
}
