"use client";
import { Play } from "lucide-react";
import Link from "next/link";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { ListCard } from "#components/data-table/list-card.tsx";
import { RelativeTime } from "#components/format/time.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { JobCount, Rhythm } from "./queue-marks.tsx";
import { type Queue, queueHref } from "./queue-params.ts";
import type { QueueActions } from "./use-queue-actions.ts";

const figures = ["waiting", "active", "retrying", "completed"] as const;

/** `run` is absent in read-only mode. */
export function useQueueColumns(run: QueueActions["runNow"] | null): readonly DataColumn<Queue>[] {
  const t = useTranslations("queues");
  return useMemo(
    () => [
      {
        id: "queue",
        header: t("field.queue"),
        width: 216,
        primary: true,
        cell: (row) => (
          <span className="font-mono text-xs" title={row.name}>
            {row.name}
          </span>
        ),
      },
      {
        id: "does",
        header: t("field.does"),
        from: "xl",
        cell: (row) => (
          <span className="text-ink-2" title={row.description}>
            {row.description}
          </span>
        ),
      },
      { id: "parked", header: t("field.parked"), width: 78, align: "right", cell: (row) => <ParkedCount row={row} /> },
      ...figures.map((figure): DataColumn<Queue> => ({
        id: figure,
        header: t(`field.${figure}`),
        width: 78,
        align: "right",
        cell: (row) => <JobCount value={row[figure]} />,
      })),
      {
        id: "oldest",
        header: t("field.oldest"),
        width: 112,
        align: "right",
        from: "lg",
        cell: (row) => (row.oldestWaitingAt ? <RelativeTime at={row.oldestWaitingAt} className="text-ink-2" /> : null),
      },
      { id: "schedule", header: t("field.schedule"), width: 232, from: "lg", cell: (row) => <Rhythm queue={row} /> },
      ...(run ? [runColumn(run, { header: t("field.actions"), runNow: t("runNow") })] : []),
    ],
    [t, run],
  );
}

const runColumn = (
  run: QueueActions["runNow"],
  { header, runNow }: { header: string; runNow: string },
): DataColumn<Queue> => ({
  id: "run",
  header,
  headerHidden: true,
  width: 72,
  align: "right",
  cell: (row) =>
    !row.canRunNow ? null : (
      <IconButton size="sm" label={`${runNow}: ${row.name}`} onClick={() => void run(row.name)}>
        <Play />
      </IconButton>
    ),
});

/** Opens the jobs that need a person. */
function ParkedCount({ row }: { row: Queue }) {
  const count = <JobCount value={row.parked} bad />;
  if (row.parked === 0) return count;
  return (
    <Link href={queueHref(row.name, "parked")} className="font-semibold hover:underline">
      {count}
    </Link>
  );
}

export const queueCard = (row: Queue) => (
  <ListCard
    title={<span className="font-mono text-sm">{row.name}</span>}
    aside={<CardFigures row={row} />}
    line={<Rhythm queue={row} />}
  />
);

function CardFigures({ row }: { row: Queue }) {
  const t = useTranslations("queues.field");
  const due = row.waiting + row.retrying;
  return (
    <span className="flex gap-3 text-sm font-normal">
      {row.parked > 0 ? (
        <span className="text-red-ink">
          {t("parked")} <JobCount value={row.parked} bad />
        </span>
      ) : null}
      <span className="text-ink-2">
        {t("waiting")} <JobCount value={due} />
      </span>
    </span>
  );
}
