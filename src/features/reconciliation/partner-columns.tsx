"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { ListCard } from "#components/data-table/list-card.tsx";
import { Quantity } from "#components/format/quantity.tsx";
import { RelativeTime } from "#components/format/time.tsx";
import { RunStatusMark, useComparesWords } from "./recon-marks.tsx";
import type { Partner } from "./reconciliation-params.ts";

const figures = ["agree", "missingHere", "missingThere", "differ"] as const;

function OpenCount({ partner: { lastRun } }: { partner: Partner }) {
  if (lastRun === null || lastRun.status !== "done") return null;
  return (
    <Quantity value={lastRun.open} quietZero className={cx("font-medium", lastRun.open > 0 && "text-amber-ink")} />
  );
}

function LastRun({ partner: { lastRun } }: { partner: Partner }) {
  const t = useTranslations("reconciling");
  if (lastRun === null) return <span className="text-ink-3">{t("never")}</span>;
  if (lastRun.status !== "done") return <RunStatusMark status={lastRun.status} />;
  return <RelativeTime at={lastRun.createdAt} className="text-ink-2" />;
}

export function usePartnerColumns(words: (partner: Partner) => string): readonly DataColumn<Partner>[] {
  const t = useTranslations("reconciling");
  return useMemo(
    () => [
      { id: "partner", header: t("field.partner"), primary: true, cell: (partner) => partner.name },
      {
        id: "compares",
        header: t("field.compares"),
        width: 220,
        from: "lg",
        cell: (partner) => <span className="text-ink-2">{words(partner)}</span>,
      },
      {
        id: "source",
        header: t("field.source"),
        width: 96,
        from: "xl",
        cell: (partner) => <span className="text-ink-2">{t(partner.url === null ? "posted" : "fetched")}</span>,
      },
      { id: "last", header: t("field.last"), width: 140, cell: (partner) => <LastRun partner={partner} /> },
      ...figures.map((figure): DataColumn<Partner> => ({
        id: figure,
        header: t(`field.${figure}`),
        width: figure === "agree" || figure === "differ" ? 84 : 120,
        align: "right",
        ...(figure === "agree" ? { from: "lg" as const } : {}),
        cell: ({ lastRun }) => (lastRun?.counts ? <Quantity value={lastRun.counts[figure]} quietZero /> : null),
      })),
      {
        id: "open",
        header: t("field.open"),
        width: 84,
        align: "right",
        cell: (partner) => <OpenCount partner={partner} />,
      },
    ],
    [t, words],
  );
}

export const partnerCard = (partner: Partner) => (
  <ListCard title={partner.name} aside={<CardOpen partner={partner} />} line={<CardLine partner={partner} />} />
);

function CardLine({ partner }: { partner: Partner }) {
  const words = useComparesWords();
  return (
    <>
      <span className="truncate">{words(partner)}</span>
      <LastRun partner={partner} />
    </>
  );
}

function CardOpen({ partner }: { partner: Partner }) {
  const t = useTranslations("reconciling.run");
  const { lastRun } = partner;
  if (lastRun?.status !== "done" || lastRun.open === 0) return null;
  return <span className="text-sm text-amber-ink">{t("openCount", { count: lastRun.open })}</span>;
}
