"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { ListCard } from "#components/data-table/list-card.tsx";
import { Quantity } from "#components/format/quantity.tsx";
import type { Level } from "#features/stock/stock-params.ts";

/** What can be sold, in the colour of what needs care; quiet where an article was never kept. */
export function AvailableUnits({ level, className }: { level: Level; className?: string }) {
  const { available, backordered, onHand, safetyStock } = level;
  const kept = onHand + safetyStock + backordered > 0;
  return (
    <Quantity
      value={available}
      quietZero={!kept}
      className={cx(
        kept && "font-medium",
        kept && available <= 0 && "text-amber-ink",
        backordered > 0 && "text-red-ink",
        className,
      )}
    />
  );
}

const quiet = (value: number) => <Quantity value={value} quietZero />;

export function useStockColumns(locationName: (code: string) => string): readonly DataColumn<Level>[] {
  const t = useTranslations("stock.field");
  return useMemo(
    () => [
      {
        id: "sku",
        header: t("sku"),
        width: 150,
        cell: (level) => <span className="font-mono text-xs">{level.sku}</span>,
      },
      { id: "title", header: t("article"), cell: (level) => <span className="font-medium">{level.title}</span> },
      {
        id: "location",
        header: t("location"),
        width: 184,
        cell: (level) => <span className="text-ink-2">{locationName(level.location)}</span>,
      },
      { id: "onHand", header: t("onHand"), width: 92, align: "right", cell: (level) => quiet(level.onHand) },
      { id: "reserved", header: t("reserved"), width: 92, align: "right", cell: (level) => quiet(level.reserved) },
      {
        id: "safety",
        header: t("safety"),
        width: 84,
        align: "right",
        from: "xl",
        cell: (level) => quiet(level.safetyStock),
      },
      {
        id: "available",
        header: t("available"),
        width: 96,
        align: "right",
        cell: (level) => <AvailableUnits level={level} />,
      },
      {
        id: "incoming",
        header: t("incoming"),
        width: 92,
        align: "right",
        from: "lg",
        cell: (level) => quiet(level.incoming),
      },
      {
        id: "backordered",
        header: t("backordered"),
        width: 108,
        align: "right",
        from: "lg",
        cell: (level) => (
          <Quantity value={level.backordered} quietZero className={cx(level.backordered > 0 && "text-red-ink")} />
        ),
      },
    ],
    [t, locationName],
  );
}

function CardLine({ level }: { level: Level }) {
  const t = useTranslations("stock");
  return <>{t("cardFigures", { onHand: level.onHand, reserved: level.reserved })}</>;
}

export const stockCard = (level: Level) => (
  <ListCard
    title={level.title}
    aside={<AvailableUnits level={level} />}
    line={
      <span className="truncate">
        <span className="font-mono text-xs">{level.sku}</span> · {level.location}
      </span>
    }
    lineAside={<CardLine level={level} />}
  />
);
