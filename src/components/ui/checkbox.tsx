"use client";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cx } from "#components/cx.ts";

type CheckboxProps = Omit<ComponentProps<"input">, "type" | "checked" | "onChange"> & {
  checked?: boolean | "indeterminate";
  onCheckedChange?: (checked: boolean) => void;
};

/** The native checkbox with our styles (see `.checkbox`): a list renders dozens of them. */
export function Checkbox({ checked, onCheckedChange, className, ...rest }: CheckboxProps) {
  return (
    <input
      type="checkbox"
      {...rest}
      {...(checked === undefined ? {} : { checked: checked === true })}
      ref={(element) => {
        if (element) element.indeterminate = checked === "indeterminate";
      }}
      onChange={(event) => onCheckedChange?.(event.target.checked)}
      className={cx("checkbox", className)}
    />
  );
}

/** A checkbox with label and hint. */
export function CheckboxField({
  label,
  hint,
  className,
  ...rest
}: CheckboxProps & { label: ReactNode; hint?: ReactNode }) {
  const id = useId();
  return (
    <div className={cx("flex items-start gap-2.5", className)}>
      <Checkbox {...rest} id={id} {...(hint ? { "aria-describedby": `${id}-hint` } : {})} className="mt-0.5" />
      <div className="grid min-w-0 gap-0.5 [overflow-wrap:anywhere]">
        <label htmlFor={id} className="text-sm">
          {label}
        </label>
        {hint ? (
          <p id={`${id}-hint`} className="text-xs text-ink-3">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
