"use client";
import type { ReactNode } from "react";
import { cx } from "#components/cx.ts";
import { DateTime, RelativeTime } from "#components/format/time.tsx";
import { Avatar } from "#components/ui/avatar.tsx";
import { type Tone, toneDot } from "#components/ui/badge.tsx";

export type TimelineItem = {
  id: string;
  at: string;
  /** A user has an avatar, every other actor a dot. */
  actor: { name: string; person: boolean };
  /** The transport: "REST", "webhook", "web"… */
  transport?: string;
  /** The sentence without its subject: "captured £14.20". */
  text: ReactNode;
  /** A note's text, a difference, an error. */
  detail?: ReactNode;
  tone?: Tone;
  /** Just arrived over the live stream: highlighted once. */
  fresh?: boolean;
};

/** Newest first or last, as given. */
export function Timeline({
  items,
  label,
  className,
}: {
  items: readonly TimelineItem[];
  label: string;
  className?: string;
}) {
  return (
    <ol aria-label={label} className={cx("text-sm", className)}>
      {items.map((item) => (
        <Entry key={item.id} item={item} />
      ))}
    </ol>
  );
}

function Entry({ item }: { item: TimelineItem }) {
  return (
    <li className={cx("group relative flex gap-3 rounded-md pb-4 last:pb-0", item.fresh && "animate-arrive")}>
      <span className="absolute top-6 bottom-0 left-2.75 w-px bg-line group-last:hidden" aria-hidden="true" />
      <span className="relative flex size-6 shrink-0 items-center justify-center">
        {item.actor.person ? (
          <Avatar name={item.actor.name} />
        ) : (
          <span
            className={cx("size-2 rounded-full ring-4 ring-surface", toneDot[item.tone ?? "neutral"])}
            aria-hidden="true"
          />
        )}
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <div className="flex flex-wrap items-baseline gap-x-2">
          <p className="min-w-0">
            <span className="font-medium">{item.actor.name}</span> <span className="text-ink-2">{item.text}</span>
          </p>
          <span className="ml-auto flex items-baseline gap-2 text-xs text-ink-3">
            {item.transport ? (
              <span className="rounded-sm border px-1 font-mono text-[10px] leading-4">{item.transport}</span>
            ) : null}
            <DateTime at={item.at} className="hidden sm:inline" />
            <RelativeTime at={item.at} className="sm:w-20 sm:text-right" />
          </span>
        </div>
        {item.detail ? <div className="mt-1.5 rounded-md bg-sunken px-3 py-2 text-ink">{item.detail}</div> : null}
      </div>
    </li>
  );
}
