import type { ReactNode } from "react";

type ListCardProps = {
  title: ReactNode;
  /** Right of the title: the amount. */ aside?: ReactNode;
  /** Second line. */ line: ReactNode;
  /** Right end of the second line. */ lineAside?: ReactNode;
};

/** A row on a phone: title and amount, then status and time. */
export function ListCard({ title, aside, line, lineAside }: ListCardProps) {
  return (
    <span className="grid grid-cols-1 gap-1">
      <span className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 truncate font-medium">{title}</span>
        {aside ? <span className="tnum shrink-0 font-medium">{aside}</span> : null}
      </span>
      <span className="flex items-center justify-between gap-3 text-sm text-ink-2">
        <span className="flex min-w-0 items-center gap-3 truncate">{line}</span>
        {lineAside ? <span className="shrink-0 text-xs text-ink-3">{lineAside}</span> : null}
      </span>
    </span>
  );
}
