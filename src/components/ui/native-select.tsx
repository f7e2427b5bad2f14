"use client";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cx } from "#components/cx.ts";
import { controlClass, controlHeight } from "#components/ui/control-class.ts";
import { useFieldControl } from "#components/ui/field.tsx";

/** The native select with our styles: for long lists, and where the initial bundle must stay small. */
export function NativeSelect({ className, children, ...rest }: ComponentProps<"select">) {
  const control = useFieldControl();
  return (
    <span className={cx("relative block", className)}>
      <select {...control} {...rest} className={cx(controlClass, controlHeight, "appearance-none pr-8")}>
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 right-2.5 my-auto size-3.5 text-ink-3"
      />
    </span>
  );
}
