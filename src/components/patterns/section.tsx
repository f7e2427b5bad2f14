import { type ReactNode, useId } from "react";
import { cx } from "#components/cx.ts";

type SectionProps = {
  title: ReactNode;
  /** After the title, muted: a count. */
  aside?: ReactNode;
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** A section under a hairline, without a box, so that boxes stay rare. */
export function Section({ title, aside, actions, className, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={cx("border-t pt-4 pb-6 first:border-t-0", className)}>
      <div className="mb-3 flex min-h-7 items-center justify-between gap-3">
        <h2 id={id} className="flex min-w-0 items-baseline gap-2 text-sm font-semibold [overflow-wrap:anywhere]">
          {title}
          {aside ? <span className="tnum font-normal text-ink-3">{aside}</span> : null}
        </h2>
        {actions ? <div className="flex items-center gap-1.5">{actions}</div> : null}
      </div>
      {children}
    </section>
  );
}

/** Names left, values right; stacked on narrow screens. */
export function DescriptionList({ className, children }: { className?: string; children: ReactNode }) {
  return <dl className={cx("grid gap-y-2 text-sm", className)}>{children}</dl>;
}

export function Description({
  term,
  align = "left",
  children,
}: {
  term: ReactNode;
  align?: "left" | "right";
  children: ReactNode;
}) {
  return (
    <div className={cx("flex min-w-0 gap-4", align === "right" && "justify-between")}>
      <dt className={cx("shrink-0 text-ink-3", align === "left" && "w-28")}>{term}</dt>
      <dd className={cx("min-w-0 [overflow-wrap:anywhere]", align === "right" && "tnum text-right")}>{children}</dd>
    </div>
  );
}
