"use client";
import { cx } from "#components/cx.ts";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { numberFormat } from "#components/format/intl-cache.ts";

type QuantityProps = { value: number; quietZero?: boolean; signed?: boolean; className?: string };

export function Quantity({ value, quietZero, signed, className }: QuantityProps) {
  const { locale } = useFormatSettings();
  const text = numberFormat(locale, signed ? { signDisplay: "exceptZero" } : {})
    .format(value)
    .replace("-", "−");
  return (
    <span
      className={cx(
        "tnum whitespace-nowrap",
        quietZero && value === 0 && "text-ink-3",
        value < 0 && "text-red-ink",
        className,
      )}
    >
      {text}
    </span>
  );
}
