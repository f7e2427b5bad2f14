"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cx } from "#components/cx.ts";
import { usePendingPath } from "#components/hooks/pending-navigation.ts";

export type LinkTab = {
  href: string;
  label: string;
  /** After the label, muted. */
  count?: ReactNode;
};

type LinkTabsProps = { label: string; tabs: readonly LinkTab[]; className?: string };

/** Tabs that are links, so that each can be opened in a new window and bookmarked. */
export function LinkTabs({ label, tabs, className }: LinkTabsProps) {
  const here = usePathname();
  const pathname = usePendingPath() ?? here;
  return (
    <nav
      data-print="hide"
      aria-label={label}
      className={cx("scroll-thin flex shrink-0 gap-4 overflow-x-auto border-b px-4 md:px-6", className)}
    >
      {tabs.map(({ href, label: name, count }) => {
        const current = pathname === href || pathname.startsWith(`${href}/`);
        return (
          <Link
            key={href}
            href={href}
            aria-current={current ? "page" : undefined}
            className={cx(
              "-mb-px flex h-9 items-center gap-1.5 border-b-2 coarse:h-11 text-sm font-medium whitespace-nowrap transition-colors focus-visible:-outline-offset-2",
              current ? "border-ink text-ink" : "border-transparent text-ink-2 hover:text-ink",
            )}
          >
            {name}
            {count === undefined ? null : <span className="tnum text-xs font-normal text-ink-3">{count}</span>}
          </Link>
        );
      })}
    </nav>
  );
}
