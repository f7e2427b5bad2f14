"use client";
import { Minus, Plus } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { controlClass, controlHeight } from "#components/ui/control-class.ts";
import { useFieldControl } from "#components/ui/field.tsx";

type QuantityInputProps = {
  value: number;
  onValueChange: (value: number) => void;
  min?: number;
  max?: number;
  /** Required outside a `Field`. */
  label?: string;
  invalid?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
  className?: string;
};

/** Integers: by typing, arrow keys (with shift by 10), or buttons. */
export function QuantityInput(props: QuantityInputProps) {
  const { value, onValueChange, min = 0, max = 999_999, label, invalid, disabled, autoFocus, className } = props;
  const t = useTranslations("ui");
  const control = useFieldControl();
  const [draft, setDraft] = useState<string | null>(null);
  const set = (next: number) => {
    setDraft(null);
    onValueChange(Math.min(max, Math.max(min, next)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    set(value + step * (event.shiftKey ? 10 : 1));
  };
  const onType = (text: string) => {
    if (/^\d+$/.test(text)) {
      const typed = Number(text);
      if (typed >= min && typed <= max) onValueChange(typed);
    }
    setDraft(text);
  };
  const step =
    "flex w-7 shrink-0 items-center justify-center text-ink-3 hover:text-ink disabled:opacity-40 coarse:w-9 [&_svg]:size-3.5";
  return (
    <div className={cx("relative flex w-28 coarse:w-32", className)}>
      <button
        type="button"
        tabIndex={-1}
        className={cx(step, "absolute inset-y-0 left-0")}
        aria-label={t("decrease")}
        disabled={disabled || value <= min}
        onClick={() => set(value - 1)}
      >
        <Minus />
      </button>
      <input
        {...control}
        {...(label ? { "aria-label": label } : {})}
        {...(invalid ? { "aria-invalid": true } : {})}
        inputMode="numeric"
        disabled={disabled}
        autoFocus={autoFocus}
        value={draft ?? String(value)}
        onChange={(event) => onType(event.target.value.trim())}
        onBlur={() => setDraft(null)}
        onFocus={(event) => event.target.select()}
        onKeyDown={onKeyDown}
        className={cx(controlClass, controlHeight, "tnum px-7 text-center")}
      />
      <button
        type="button"
        tabIndex={-1}
        className={cx(step, "absolute inset-y-0 right-0")}
        aria-label={t("increase")}
        disabled={disabled || value >= max}
        onClick={() => set(value + 1)}
      >
        <Plus />
      </button>
    </div>
  );
}
