"use client";
import { Check, Minus } from "lucide-react";
import { Indicator, Root } from "radix-ui/checkbox";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cx } from "#components/cx.ts";

type CheckboxProps = ComponentProps<typeof Root>;

export function Checkbox({ className, ...rest }: CheckboxProps) {
  return (
    <Root
      {...rest}
      className={cx(
        "group relative flex size-4 shrink-0 items-center justify-center rounded-sm border border-control bg-raised transition-colors before:absolute before:-inset-1.5 hover:border-ink-3 disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent",
        className,
      )}
    >
      <Indicator className="text-on-accent [&_svg]:size-3 [&_svg]:stroke-3">
        <Check className="hidden group-data-[state=checked]:block" />
        <Minus className="hidden group-data-[state=indeterminate]:block" />
      </Indicator>
    </Root>
  );
}

/** A checkbox with its words beside it and a line of help under them. */
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
      <div className="grid gap-0.5">
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
