import type { ReactNode } from "react";
import { cx } from "#components/cx.ts";

/** Reserves the exact space of the content. */
export function Skeleton({ className, children }: { className?: string; children?: ReactNode }) {
  return (
    <span aria-hidden="true" className={cx("block h-4 animate-shimmer rounded-sm bg-press", className)}>
      {children}
    </span>
  );
}

/** Placeholder lines of text, the last one shorter. */
export function SkeletonText({ lines = 3, className }: { lines?: number; className?: string }) {
  return (
    <div className={cx("grid gap-2", className)}>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} className={index === lines - 1 ? "w-3/5" : "w-full"} />
      ))}
    </div>
  );
}
