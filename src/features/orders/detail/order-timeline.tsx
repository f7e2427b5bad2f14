"use client";
import { type RefObject, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { Section } from "#components/patterns/section.tsx";
import { Timeline, type TimelineItem } from "#components/patterns/timeline.tsx";
import { useEventWords } from "#components/patterns/use-event-words.ts";
import { Button } from "#components/ui/button.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { SkeletonText } from "#components/ui/skeleton.tsx";
import type { Transport } from "#core/kernel/transports.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import type { Catalogue } from "#messages/catalogue.ts";
import { holdReasons } from "../statuses.ts";
import type { Names } from "../use-names.ts";
import { stories, type Story } from "./entry-data.ts";
import { entryDetail, EntryText, Moved } from "./entry-text.tsx";
import { NoteComposer } from "./note-composer.tsx";
import type { PendingNote } from "./use-notes.ts";
import type { useTimeline } from "./use-timeline.ts";

/** Transports with a display name; others are shown unchanged. */
const transportNames = [
  "trpc",
  "page",
  "rest",
  "webhook",
  "kafka",
  "redis",
  "import",
  "cli",
] as const satisfies (Transport & keyof Catalogue["orderDetail"]["transport"])[];

type OrderTimelineProps = {
  timeline: ReturnType<typeof useTimeline>;
  pending: readonly PendingNote[];
  names: Names;
  /** Absent: read-only. */
  onPost?: (text: string) => Promise<void>;
  composer: RefObject<HTMLTextAreaElement | null>;
};

export function OrderTimeline({ timeline, pending, names, onPost, composer }: OrderTimelineProps) {
  const t = useTranslations("orderDetail.timeline");
  const words = useEventWords();
  const transports = useTranslations("orderDetail.transport");
  const holds = useTranslations("orders.hold");
  const holdWord = (reason: string) => {
    const known = holdReasons.find((each) => each === reason);
    return known ? holds(known) : reason;
  };
  const [show, setShow] = useState<"all" | "notes">("all");
  const { query, entries, fresh } = timeline;
  const told = useMemo(() => stories(entries), [entries]);
  const item = ({ entry, moved }: Story): TimelineItem => {
    const detail = entryDetail({ entry, names, holdWord });
    const named = transportNames.find((name) => name === entry.transport);
    return {
      id: entry.id,
      at: entry.at,
      actor: { name: entry.actor.name, person: entry.actor.type === "user" },
      transport: named ? transports(named) : entry.transport,
      text: <EntryText entry={entry} />,
      fresh: fresh.has(entry.id),
      tone: words.tone(entry.type),
      ...(detail || moved
        ? {
            detail: (
              <div className="grid gap-1">
                {detail}
                {moved ? <Moved entry={moved} /> : null}
              </div>
            ),
          }
        : {}),
    };
  };
  const notes: TimelineItem[] = pending.map((note) => ({
    id: note.id,
    at: note.at,
    actor: { name: note.author, person: true },
    text: words.timeline("order.noted", {}),
    detail: <p className="whitespace-pre-wrap">{note.text}</p>,
  }));
  const shown = told.filter(({ entry }) => show === "all" || entry.type === "order.noted");
  return (
    <Section
      title={t("title")}
      actions={
        <Segmented
          label={t("show")}
          value={show}
          onValueChange={setShow}
          segments={[
            { value: "all", label: t("all") },
            { value: "notes", label: t("notes") },
          ]}
        />
      }
    >
      {onPost ? <NoteComposer field={composer} onPost={onPost} /> : null}
      {query.isError && !query.data ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} className="py-6" />
      ) : query.data ? (
        <Timeline label={t("title")} items={[...notes, ...shown.map(item)]} />
      ) : (
        <SkeletonText lines={6} />
      )}
      {query.data && show === "notes" && shown.length + notes.length === 0 ? (
        <p className="text-sm text-ink-3">{t("noNotes")}</p>
      ) : null}
      {timeline.hasEarlier && query.data ? (
        <Button size="sm" className="mt-4" busy={timeline.loading} onClick={() => void timeline.showEarlier()}>
          {t("more")}
        </Button>
      ) : null}
    </Section>
  );
}
