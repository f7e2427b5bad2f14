"use client";
import { type ReactNode, useCallback, useMemo } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { ListCard } from "#components/data-table/list-card.tsx";
import { Quantity } from "#components/format/quantity.tsx";
import type { Level } from "#features/stock/stock-params.ts";

type AvailableProps = {
  level: Level;
  /** It is low, even if nothing else shows that the article was ever stocked here. */
  low?: boolean;
};

/** The available quantity, in warning colour when low; muted where an article was never stocked. */
export function AvailableUnits({ level, low = false }: AvailableProps) {
  const { available, backordered, onHand, safetyStock } = level;
  const kept = low || onHand + safetyStock + backordered > 0;
  return (
    <Quantity
      value={available}
      quietZero={!kept}
      className={cx(
        kept && "font-medium",
        kept && available <= 0 && "text-amber-ink",
        backordered > 0 && "text-red-ink",
      )}
    />
  );
}

const quiet = (value: number) => <Quantity value={value} quietZero />;

type ColumnsOptions = { locationName: (code: string) => string; low: boolean };

export function useStockColumns({ locationName, low }: ColumnsOptions): readonly DataColumn<Level>[] {
  const t = useTranslations("stock.field");
  return useMemo(
    () => [
      {
        id: "sku",
        header: t("sku"),
        width: 128,
        cell: (level) => <span className="font-mono text-xs">{level.sku}</span>,
      },
      {
        id: "title",
        header: t("article"),
        cell: (level) => (
          <>
            <span className="font-medium">{level.title}</span>
            <span className="text-ink-3 lg:hidden"> · {level.location}</span>
          </>
        ),
      },
      {
        id: "location",
        header: t("location"),
        width: 176,
        from: "lg",
        cell: (level) => <span className="text-ink-2">{locationName(level.location)}</span>,
      },
      { id: "onHand", header: t("onHand"), width: 84, align: "right", cell: (level) => quiet(level.onHand) },
      { id: "reserved", header: t("reserved"), width: 88, align: "right", cell: (level) => quiet(level.reserved) },
      {
        id: "safety",
        header: t("safety"),
        width: 76,
        align: "right",
        from: "xl",
        cell: (level) => quiet(level.safetyStock),
      },
      {
        id: "available",
        header: t("available"),
        width: 92,
        align: "right",
        cell: (level) => <AvailableUnits level={level} low={low} />,
      },
      {
        id: "incoming",
        header: t("incoming"),
        width: 86,
        align: "right",
        from: "xl",
        cell: (level) => quiet(level.incoming),
      },
      {
        id: "backordered",
        header: t("backordered"),
        width: 116,
        align: "right",
        from: "xl",
        cell: (level) => (
          <Quantity value={level.backordered} quietZero className={cx(level.backordered > 0 && "text-red-ink")} />
        ),
      },
    ],
    [t, locationName, low],
  );
}

/** A level on a phone. */
export function useStockCard({ locationName, low }: ColumnsOptions): (level: Level) => ReactNode {
  const t = useTranslations("stock");
  return useCallback(
    (level) => (
      <ListCard
        title={level.title}
        aside={<AvailableUnits level={level} low={low} />}
        line={
          <span className="truncate">
            <span className="font-mono text-xs">{level.sku}</span> · {locationName(level.location)}
          </span>
        }
        lineAside={t("cardFigures", { onHand: level.onHand, reserved: level.reserved })}
      />
    ),
    [t, locationName, low],
  );
}
