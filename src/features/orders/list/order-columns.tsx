"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { ListCard } from "#components/data-table/list-card.tsx";
import { Money } from "#components/format/money.tsx";
import { Quantity } from "#components/format/quantity.tsx";
import { RelativeTime } from "#components/format/time.tsx";
import {
  FulfillmentStatusLabel,
  HoldBadge,
  OrderStatusLabel,
  PaymentStatusLabel,
} from "#components/patterns/order-status.tsx";
import { Badge } from "#components/ui/badge.tsx";
import type { OrderRow } from "../order-news.ts";

export function CustomerName({ row }: { row: OrderRow }) {
  const t = useTranslations("orderList");
  const name = row.customer?.name ?? row.customer?.email ?? row.shippingAddress?.name;
  return name ? <span className="truncate">{name}</span> : <span className="text-ink-3">{t("noCustomer")}</span>;
}

/** One line: glyphs that do not fit wrap out of sight, so that the name is truncated last. */
function CustomerCell({ row }: { row: OrderRow }) {
  return (
    <span className="flex h-5 flex-wrap items-center gap-x-2 overflow-hidden">
      <CustomerName row={row} />
      {row.onHold ? <HoldBadge /> : null}
      {row.tags.map((tag) => (
        <Badge key={tag}>{tag}</Badge>
      ))}
    </span>
  );
}

/** Columns with their priority: identifying columns are hidden last. */
export function useOrderColumns(channelName: (code: string) => string): readonly DataColumn<OrderRow>[] {
  const t = useTranslations("orders");
  return useMemo(
    () => [
      { id: "number", header: t("field.number"), width: 92, primary: true, cell: (row) => row.number },
      { id: "customer", header: t("field.customer"), cell: (row) => <CustomerCell row={row} /> },
      { id: "status", header: t("status.label"), width: 128, cell: (row) => <OrderStatusLabel status={row.status} /> },
      {
        id: "payment",
        header: t("paymentStatus.label"),
        width: 136,
        cell: (row) => <PaymentStatusLabel status={row.paymentStatus} />,
      },
      {
        id: "fulfillment",
        header: t("fulfillmentStatus.label"),
        width: 144,
        from: "lg",
        cell: (row) => <FulfillmentStatusLabel status={row.fulfillmentStatus} />,
      },
      {
        id: "channel",
        header: t("field.channel"),
        width: 116,
        from: "xl",
        cell: (row) => <span className="text-ink-2">{channelName(row.channel)}</span>,
      },
      {
        id: "placed",
        header: t("field.placed"),
        width: 116,
        cell: (row) => <RelativeTime at={row.placedAt} className="text-ink-2" />,
      },
      {
        id: "items",
        header: t("field.items"),
        width: 68,
        align: "right",
        from: "xl",
        cell: (row) => <Quantity value={row.unitCount} className="text-ink-2" />,
      },
      {
        id: "total",
        header: t("field.total"),
        width: 116,
        align: "right",
        cell: (row) => <Money amount={row.totals.total} currency={row.currency} />,
      },
    ],
    [t, channelName],
  );
}

export const orderCard = (row: OrderRow) => (
  <ListCard
    title={
      <>
        <span className="tnum text-ink-3">{row.number}</span> <CustomerName row={row} />
      </>
    }
    aside={<Money amount={row.totals.total} currency={row.currency} />}
    line={
      <>
        {row.onHold ? <HoldBadge /> : <OrderStatusLabel status={row.status} />}
        <PaymentStatusLabel status={row.paymentStatus} />
      </>
    }
    lineAside={<RelativeTime at={row.placedAt} />}
  />
);
