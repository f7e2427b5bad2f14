"use client";
import { Root, Thumb } from "radix-ui/switch";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cx } from "#components/cx.ts";

type SwitchProps = ComponentProps<typeof Root>;

export function Switch({ className, ...rest }: SwitchProps) {
  return (
    <Root
      {...rest}
      className={cx(
        "relative inline-flex h-5 w-8 shrink-0 items-center rounded-full border border-control bg-sunken transition-colors before:absolute before:-inset-1.5 disabled:opacity-50 data-[state=checked]:border-accent data-[state=checked]:bg-accent",
        className,
      )}
    >
      <Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-ink-2 transition-transform data-[state=checked]:translate-x-3.5 data-[state=checked]:bg-on-accent" />
    </Root>
  );
}

/** A setting that takes effect at once: label left, switch right. */
export function SwitchField({ label, hint, className, ...rest }: SwitchProps & { label: ReactNode; hint?: ReactNode }) {
  const id = useId();
  return (
    <div className={cx("flex items-start justify-between gap-4", className)}>
      <div className="grid min-w-0 gap-0.5 [overflow-wrap:anywhere]">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        {hint ? (
          <p id={`${id}-hint`} className="text-xs text-ink-3">
            {hint}
          </p>
        ) : null}
      </div>
      <Switch {...rest} id={id} {...(hint ? { "aria-describedby": `${id}-hint` } : {})} />
    </div>
  );
}
