"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { ListCard } from "#components/data-table/list-card.tsx";
import { DifferenceStateMark, KindBadge } from "./recon-marks.tsx";
import type { Difference } from "./reconciliation-params.ts";
import { SideLine } from "./side-values.tsx";

export function useDifferenceColumns(): readonly DataColumn<Difference>[] {
  const t = useTranslations("reconciling.field");
  return useMemo(
    () => [
      { id: "state", header: t("state"), width: 132, cell: (one) => <DifferenceStateMark state={one.state} /> },
      {
        id: "key",
        header: t("key"),
        width: 220,
        primary: true,
        cell: (one) => <span className="font-mono text-xs font-medium">{one.key}</span>,
      },
      { id: "kind", header: t("kind"), width: 130, cell: (one) => <KindBadge kind={one.kind} /> },
      { id: "theirs", header: t("theirs"), cell: (one) => <SideLine side={one.theirs} difference={one} /> },
      { id: "ours", header: t("ours"), cell: (one) => <SideLine side={one.ours} difference={one} /> },
    ],
    [t],
  );
}

export const differenceCard = (one: Difference) => (
  <ListCard
    title={<span className="font-mono text-sm">{one.key}</span>}
    aside={<KindBadge kind={one.kind} />}
    line={
      <>
        <DifferenceStateMark state={one.state} />
        <SideLine side={one.theirs ?? one.ours} difference={one} />
      </>
    }
  />
);
