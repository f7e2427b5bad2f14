import type { ReactNode } from "react";
import { cx } from "#components/cx.ts";

type PageHeaderProps = {
  title: ReactNode;
  /** Beside the title: statuses, hold. */
  marks?: ReactNode;
  /** Under the title: one muted line. */
  meta?: ReactNode;
  /** A link back, above the title. */
  back?: ReactNode;
  /** At most one primary button, last. */
  actions?: ReactNode;
  className?: string;
};

export function PageHeader({ title, marks, meta, back, actions, className }: PageHeaderProps) {
  return (
    <header
      className={cx(
        "flex flex-wrap items-center justify-between md:items-end gap-x-6 gap-y-3 px-4 pt-5 pb-4 md:px-6",
        className,
      )}
    >
      <div className="min-w-0 md:flex-1 md:basis-80">
        {back ? <div className="mb-1 text-sm text-ink-3 [overflow-wrap:anywhere]">{back}</div> : null}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 dir="auto" className="min-w-0 [overflow-wrap:anywhere] text-xl font-semibold tracking-tight">
            {title}
          </h1>
          {marks}
        </div>
        {meta ? <div className="mt-0.5 text-sm text-ink-2 [overflow-wrap:anywhere]">{meta}</div> : null}
      </div>
      {actions ? (
        <div className="flex flex-wrap items-center gap-2" data-print="hide">
          {actions}
        </div>
      ) : null}
    </header>
  );
}
