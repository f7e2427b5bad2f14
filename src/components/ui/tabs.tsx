"use client";
import { Content, List, Root, Trigger } from "radix-ui/tabs";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "#components/cx.ts";

export const Tabs = Root;

export function TabList({ className, ...rest }: ComponentProps<typeof List>) {
  return <List {...rest} className={cx("scroll-thin flex gap-4 overflow-x-auto border-b", className)} />;
}

/** `count` follows the label, muted. */
export function Tab({ count, className, children, ...rest }: ComponentProps<typeof Trigger> & { count?: ReactNode }) {
  return (
    <Trigger
      {...rest}
      className={cx(
        "-mb-px flex h-9 items-center gap-1.5 border-b-2 border-transparent text-sm font-medium whitespace-nowrap text-ink-2 transition-colors hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-ink data-[state=active]:text-ink",
        className,
      )}
    >
      {children}
      {count === undefined ? null : <span className="tnum text-xs font-normal text-ink-3">{count}</span>}
    </Trigger>
  );
}

export function TabPanel({ className, ...rest }: ComponentProps<typeof Content>) {
  return <Content {...rest} className={cx("pt-4 outline-none", className)} />;
}
