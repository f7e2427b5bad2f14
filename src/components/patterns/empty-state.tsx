import type { ReactNode } from "react";
import { cx } from "#components/cx.ts";

type EmptyStateProps = {
  /** A lucide icon. */
  icon?: ReactNode;
  title: ReactNode;
  /** What the list will contain, and how to add it. */
  body?: ReactNode;
  actions?: ReactNode;
  /** The only content of a page: the title is its heading. */
  asPage?: boolean;
  className?: string;
};

export function EmptyState({ icon, title, body, actions, asPage, className }: EmptyStateProps) {
  const Title = asPage ? "h1" : "p";
  return (
    <div className={cx("mx-auto flex max-w-sm flex-col items-center px-6 py-14 text-center", className)}>
      {icon ? (
        <span className="mb-4 text-ink-3 [&_svg]:size-6 [&_svg]:stroke-[1.5]" aria-hidden="true">
          {icon}
        </span>
      ) : null}
      <Title className="max-w-full font-medium [overflow-wrap:anywhere]">{title}</Title>
      {body ? <p className="mt-1 text-sm text-ink-2">{body}</p> : null}
      {actions ? <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  );
}
