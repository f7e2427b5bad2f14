"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { ListCard } from "#components/data-table/list-card.tsx";
import { Quantity } from "#components/format/quantity.tsx";
import { RelativeTime } from "#components/format/time.tsx";
import { ImportStatusMark, RowsRead } from "#features/imports/import-marks.tsx";
import type { Import } from "#features/imports/import-params.ts";

export const importCard = (one: Import) => (
  <ListCard
    title={one.fileName}
    aside={<ImportStatusMark status={one.status} />}
    line={<RowsRead one={one} />}
    lineAside={<RelativeTime at={one.createdAt} />}
  />
);

export function useImportColumns(): readonly DataColumn<Import>[] {
  const t = useTranslations("import");
  return useMemo(
    () => [
      { id: "file", header: t("field.file"), primary: true, cell: (one) => one.fileName },
      {
        id: "status",
        header: t("statusLabel"),
        width: 130,
        cell: (one) => <ImportStatusMark status={one.status} />,
      },
      {
        id: "preset",
        header: t("field.preset"),
        width: 200,
        from: "lg",
        cell: (one) => <span className="text-ink-2">{t(`preset.${one.preset}`)}</span>,
      },
      { id: "rows", header: t("field.rows"), width: 160, align: "right", cell: (one) => <RowsRead one={one} /> },
      {
        id: "refused",
        header: t("field.refused"),
        width: 110,
        align: "right",
        cell: (one) => <Quantity value={one.progress.rowsReported} quietZero />,
      },
      {
        id: "started",
        header: t("field.started"),
        width: 130,
        align: "right",
        cell: (one) => <RelativeTime at={one.createdAt} className="text-ink-2" />,
      },
    ],
    [t],
  );
}
