"use client";
import { type ReactNode, useCallback, useMemo } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { ListCard } from "#components/data-table/list-card.tsx";
import { Quantity } from "#components/format/quantity.tsx";
import { RelativeTime } from "#components/format/time.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { SourceStatusMark } from "./source-marks.tsx";
import type { Source } from "./source-params.ts";

type ColumnsOptions = { origin: string; today: ReadonlyMap<string, number> };

export function useSourceColumns({ origin, today }: ColumnsOptions): readonly DataColumn<Source>[] {
  const t = useTranslations("sources");
  return useMemo(
    () => [
      { id: "name", header: t("field.name"), primary: true, cell: (source) => source.name },
      { id: "status", header: t("field.status"), width: 140, cell: (source) => <SourceStatusMark source={source} /> },
      {
        id: "kind",
        header: t("field.kind"),
        width: 160,
        cell: (source) => <span className="text-ink-2">{t(`kind.${source.kind}`)}</span>,
      },
      {
        id: "address",
        header: t("field.address"),
        width: 250,
        from: "lg",
        cell: ({ path }) =>
          path === null ? <span className="text-ink-3">–</span> : <Address origin={origin} path={path} />,
      },
      {
        id: "today",
        header: t("field.today"),
        width: 130,
        align: "right",
        from: "lg",
        cell: ({ id }) => <Quantity value={today.get(id) ?? 0} quietZero />,
      },
      {
        id: "failed",
        header: t("field.failed"),
        width: 80,
        align: "right",
        cell: ({ failed }) => <Quantity value={failed} quietZero className={cx(failed > 0 && "text-red-ink")} />,
      },
      {
        id: "last",
        header: t("field.last"),
        width: 130,
        align: "right",
        from: "xl",
        cell: ({ lastReceivedAt }) => <LastReceived at={lastReceivedAt} />,
      },
    ],
    [t, origin, today],
  );
}

function Address({ origin, path }: { origin: string; path: string }) {
  const t = useTranslations("sources");
  return (
    <span className="flex items-center gap-1">
      <span className="min-w-0 truncate font-mono text-xs text-ink-2" title={origin + path}>
        {path}
      </span>
      <span className="relative z-10">
        <CopyButton value={origin + path} label={t("copyAddress")} />
      </span>
    </span>
  );
}

function LastReceived({ at }: { at: string | null }) {
  const t = useTranslations("sources");
  return at === null ? (
    <span className="text-ink-3">{t("never")}</span>
  ) : (
    <RelativeTime at={at} className="text-ink-2" />
  );
}

/** A source on a phone. */
export function useSourceCard(): (source: Source) => ReactNode {
  const t = useTranslations("sources");
  return useCallback(
    (source) => (
      <ListCard
        title={source.name}
        aside={<SourceStatusMark source={source} />}
        line={
          <span className="truncate">
            {t(`kind.${source.kind}`)}
            {source.failed > 0 ? (
              <span className="text-red-ink"> · {t("failedCount", { count: source.failed })}</span>
            ) : null}
          </span>
        }
        lineAside={source.lastReceivedAt ? <RelativeTime at={source.lastReceivedAt} /> : t("never")}
      />
    ),
    [t],
  );
}
