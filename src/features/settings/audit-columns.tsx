"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { ListCard } from "#components/data-table/list-card.tsx";
import { DateTime, RelativeTime } from "#components/format/time.tsx";
import type { Entry } from "./audit-params.ts";
import { useEntryWords } from "./audit-words.ts";

/** The names of what was changed, or nothing where an event says what happened by itself. */
const fieldsOf = ({ changes }: Entry): string => changes.map(({ field }) => field).join(", ");

export function useAuditColumns(): readonly DataColumn<Entry>[] {
  const t = useTranslations("audit");
  const { transport } = useEntryWords();
  return useMemo(
    () => [
      { id: "at", header: t("field.at"), width: 172, cell: ({ at }) => <DateTime at={at} className="text-ink-2" /> },
      {
        id: "who",
        header: t("field.who"),
        width: 190,
        cell: ({ actor }) => <span title={`${actor.type} ${actor.id}`}>{actor.name}</span>,
      },
      {
        id: "what",
        header: t("field.what"),
        width: 230,
        primary: true,
        cell: ({ type }) => <span className="font-mono text-xs">{type}</span>,
      },
      {
        id: "changes",
        header: t("field.changes"),
        from: "lg",
        cell: (entry) => <span className="text-ink-2">{fieldsOf(entry)}</span>,
      },
      {
        id: "transport",
        header: t("field.transport"),
        width: 104,
        from: "lg",
        cell: (entry) => <span className="text-ink-2">{transport(entry.transport)}</span>,
      },
      {
        id: "address",
        header: t("field.address"),
        width: 150,
        cell: ({ address }) => <span className="font-mono text-xs text-ink-2">{address ?? "–"}</span>,
      },
    ],
    [t, transport],
  );
}

export const auditCard = (entry: Entry) => (
  <ListCard
    title={entry.actor.name}
    aside={<RelativeTime at={entry.at} />}
    line={<span className="truncate font-mono text-xs">{entry.type}</span>}
    lineAside={<span className="font-mono text-xs">{entry.address}</span>}
  />
);
