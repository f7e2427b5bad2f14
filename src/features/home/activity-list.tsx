"use client";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { RelativeTime } from "#components/format/time.tsx";
import { useEventWords } from "#components/patterns/use-event-words.ts";
import { toneDot } from "#components/ui/badge.tsx";
import { type Activity, placeOf } from "#features/home/activity.ts";

/** The activity feed, newest first, live. */
export function ActivityList({ items, freshIds }: { items: readonly Activity[]; freshIds: ReadonlySet<string> }) {
  const t = useTranslations("home");
  const words = useEventWords();
  if (items.length === 0) return <p className="py-2 text-sm text-ink-3">{t("activityEmpty")}</p>;
  return (
    <ol aria-label={t("activity")} className="-mx-2 text-sm">
      {items.map((item) => (
        <li
          key={item.id}
          className={cx(
            "flex items-baseline gap-2.5 rounded-md px-2 py-1.5",
            freshIds.has(item.id) && "animate-arrive",
          )}
        >
          <span
            className={cx("size-1.75 shrink-0 -translate-y-px rounded-full", toneDot[words.tone(item.type)])}
            aria-hidden="true"
          />
          <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">
            <span className="font-medium">{item.actor}</span>{" "}
            <span className="text-ink-2">{words.activity(item.type, { s: () => <Subject item={item} /> })}</span>
          </p>
          <RelativeTime at={item.at} className="shrink-0 text-xs text-ink-3" />
        </li>
      ))}
    </ol>
  );
}

function Subject({ item }: { item: Activity }) {
  const href = placeOf(item);
  if (!item.label) return null;
  if (!href) return <>{item.label}</>;
  return (
    <Link
      href={href}
      className="tnum text-ink underline decoration-line-strong underline-offset-4 hover:decoration-ink"
    >
      {item.label}
    </Link>
  );
}
