import { useId } from "react";
import { cx } from "#components/cx.ts";

type SparklineProps = { values: readonly number[]; className?: string };

const width = 96;
const height = 28;

/** The trend of the last days, without axes; decorative, beside its number. */
export function Sparkline({ values, className }: SparklineProps) {
  const id = useId();
  if (values.length < 2) return null;
  const max = Math.max(...values);
  const min = Math.min(...values, 0);
  const y = (value: number) => height - 2 - ((value - min) / (max - min || 1)) * (height - 4);
  const points = values.map(
    (value, index) => `${((index / (values.length - 1)) * width).toFixed(1)} ${y(value).toFixed(1)}`,
  );
  const line = `M${points.join("L")}`;
  return (
    <svg
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className={cx("h-7 w-24 text-accent", className)}
    >
      <linearGradient id={id} x1="0" x2="0" y1="0" y2="1">
        <stop offset="0" stopColor="currentColor" stopOpacity="0.18" />
        <stop offset="1" stopColor="currentColor" stopOpacity="0" />
      </linearGradient>
      <path d={`${line}V${String(height)}H0Z`} fill={`url(#${id})`} />
      <path
        d={line}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
        strokeLinejoin="round"
      />
    </svg>
  );
}
