"use client";
import { BellOff } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { ListCard } from "#components/data-table/list-card.tsx";
import { Quantity } from "#components/format/quantity.tsx";
import { RelativeTime } from "#components/format/time.tsx";
import type { Message } from "./inbox-params.ts";
import { MessageStateMark, ResultLink } from "./message-marks.tsx";

export function useMessageColumns(): readonly DataColumn<Message>[] {
  const t = useTranslations("inbox.field");
  return useMemo(
    () => [
      { id: "state", header: t("state"), width: 124, cell: (row) => <MessageStateMark state={row.state} /> },
      { id: "type", header: t("type"), width: 200, primary: true, cell: (row) => <TypeCell row={row} /> },
      {
        id: "source",
        header: t("source"),
        width: 150,
        cell: (row) => <span className="text-ink-2">{row.source.name}</span>,
      },
      { id: "outcome", header: t("outcome"), cell: (row) => <Outcome message={row} link /> },
      {
        id: "externalId",
        header: t("externalId"),
        width: 190,
        from: "xl",
        cell: (row) => (
          <span className="font-mono text-xs text-ink-2" title={row.externalId}>
            {row.externalId}
          </span>
        ),
      },
      {
        id: "attempts",
        header: t("attempts"),
        width: 84,
        align: "right",
        from: "lg",
        cell: (row) => <Quantity value={row.attempts} quietZero />,
      },
      {
        id: "received",
        header: t("received"),
        width: 120,
        align: "right",
        cell: (row) => <RelativeTime at={row.receivedAt} className="text-ink-2" />,
      },
    ],
    [t],
  );
}

function TypeCell({ row }: { row: Message }) {
  const t = useTranslations("inbox");
  return (
    <>
      {row.type}
      {row.mutedAt ? (
        <BellOff className="ml-1.5 inline size-3.5 text-ink-3" role="img" aria-label={t("muted")} />
      ) : null}
    </>
  );
}

/** What a message created, or why it created nothing. */
export function Outcome({ message, link = false }: { message: Message; link?: boolean }) {
  const t = useTranslations("inbox.made");
  const { result, error, state } = message;
  if (result) return link ? <ResultLink result={result} /> : <>{t(result.subjectType, { label: result.label })}</>;
  if (!error) return <span className="text-ink-3">–</span>;
  return (
    <span className={cx(state === "failed" ? "text-red-ink" : "text-ink-2")} title={error.message}>
      {error.message}
    </span>
  );
}

/** A message on a phone. */
export const messageCard = (row: Message) => (
  <ListCard
    title={row.type}
    aside={<MessageStateMark state={row.state} />}
    line={
      <span className="truncate">
        {row.source.name} · <Outcome message={row} />
      </span>
    }
    lineAside={<RelativeTime at={row.receivedAt} />}
  />
);
