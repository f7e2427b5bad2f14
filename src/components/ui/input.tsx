"use client";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "#components/cx.ts";
import { controlClass, controlHeight } from "#components/ui/control-class.ts";
import { useFieldControl } from "#components/ui/field.tsx";

export type InputProps = ComponentProps<"input"> & {
  /** An icon or a symbol inside the field, before the text. */
  leading?: ReactNode;
  /** After the text; may contain a button. */
  trailing?: ReactNode;
};

export function Input({ leading, trailing, className, ...rest }: InputProps) {
  const control = useFieldControl();
  const input = (
    <input
      {...control}
      {...rest}
      className={cx(
        controlClass,
        controlHeight,
        leading && "pl-8",
        trailing && "pr-9",
        !leading && !trailing && className,
      )}
    />
  );
  if (!leading && !trailing) return input;
  return (
    <div className={cx("relative", className)}>
      {leading ? (
        <span className="pointer-events-none absolute inset-y-0 left-0 flex w-8 items-center justify-center text-sm text-ink-3 [&_svg]:size-3.5">
          {leading}
        </span>
      ) : null}
      {input}
      {trailing ? <span className="absolute inset-y-0 right-1 flex items-center text-ink-3">{trailing}</span> : null}
    </div>
  );
}
