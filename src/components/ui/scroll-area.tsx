import type { ReactNode } from "react";
import { cx } from "#components/cx.ts";

/** Native scrolling with thin scrollbars: faster than a scripted one, and accessible by keyboard. */
export function ScrollArea({ label, className, children }: { label: string; className?: string; children: ReactNode }) {
  return (
    <div
      role="region"
      aria-label={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region needs focus for keyboard scrolling
      tabIndex={0}
      className={cx("scroll-thin overflow-auto focus-visible:-outline-offset-2", className)}
    >
      {children}
    </div>
  );
}
