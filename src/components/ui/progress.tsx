"use client";
import { Indicator, Root } from "radix-ui/progress";
import { cx } from "#components/cx.ts";

type ProgressProps = {
  label: string;
  /** Between 0 and `max`; null while unknown. */ value: number | null;
  max?: number;
  tone?: "accent" | "green" | "red";
  className?: string;
};

const tones = { accent: "bg-accent", green: "bg-green", red: "bg-red" };

export function Progress({ label, value, max = 100, tone = "accent", className }: ProgressProps) {
  const share = value === null ? 0.3 : Math.min(1, Math.max(0, value / max));
  return (
    <Root
      aria-label={label}
      value={value}
      max={max}
      className={cx("h-1.5 w-full overflow-hidden rounded-full bg-press", className)}
    >
      <Indicator
        className={cx(
          "h-full w-full origin-left rounded-full transition-transform",
          tones[tone],
          value === null && "animate-shimmer",
        )}
        style={{ transform: `scaleX(${String(share)})` }}
      />
    </Root>
  );
}
