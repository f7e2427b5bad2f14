"use client";
import type { ComponentProps } from "react";
import { cx } from "#components/cx.ts";
import { controlClass } from "#components/ui/control-class.ts";
import { useFieldControl } from "#components/ui/field.tsx";

/** Grows with its text where the browser can (`field-sizing`), up to half the screen. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  const control = useFieldControl();
  return (
    <textarea
      rows={rows}
      {...control}
      {...rest}
      className={cx(controlClass, "field-sizing-content max-h-[50dvh] min-h-16 py-1.5", className)}
    />
  );
}
