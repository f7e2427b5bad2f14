"use client";
import { type ReactNode, useState } from "react";
import { cx } from "#components/cx.ts";

/** Highlights its value once after a change. */
export function Flash({ value, className, children }: { value: string; className?: string; children: ReactNode }) {
  const [seen, setSeen] = useState({ value, times: 0 });
  if (seen.value !== value) setSeen({ value, times: seen.times + 1 });
  return (
    <div className={cx("relative isolate", className)}>
      {seen.times > 0 ? (
        <span
          key={seen.times}
          aria-hidden="true"
          className="pointer-events-none absolute -inset-x-1.5 -inset-y-0.5 -z-10 animate-arrive rounded-md"
        />
      ) : null}
      {children}
    </div>
  );
}
