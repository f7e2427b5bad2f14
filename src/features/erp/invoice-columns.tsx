"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { ListCard } from "#components/data-table/list-card.tsx";
import { Money } from "#components/format/money.tsx";
import { RelativeTime } from "#components/format/time.tsx";
import type { Invoice } from "./erp-params.ts";
import { InvoiceStateMark } from "./invoice-marks.tsx";

export function useInvoiceColumns(): readonly DataColumn<Invoice>[] {
  const t = useTranslations("erp");
  return useMemo(
    () => [
      { id: "state", header: t("field.state"), width: 124, cell: ({ state }) => <InvoiceStateMark state={state} /> },
      {
        id: "number",
        header: t("field.number"),
        primary: true,
        cell: ({ number }) => <span className="tnum font-medium">{number}</span>,
      },
      {
        id: "order",
        header: t("field.order"),
        width: 110,
        cell: ({ orderNumber }) => <span className="tnum text-ink-2">{orderNumber}</span>,
      },
      {
        id: "kind",
        header: t("field.kind"),
        width: 120,
        from: "lg",
        cell: ({ kind }) => <span className="text-ink-2">{t(`kind.${kind}`)}</span>,
      },
      {
        id: "error",
        header: t("field.error"),
        width: 300,
        from: "lg",
        cell: ({ error, reference }) => <span className="text-ink-2">{error ?? reference}</span>,
      },
      {
        id: "total",
        header: t("field.total"),
        width: 120,
        align: "right",
        cell: ({ total, currency }) => <Money amount={total} currency={currency} />,
      },
      {
        id: "issued",
        header: t("field.issued"),
        width: 130,
        align: "right",
        cell: ({ issuedAt }) => <RelativeTime at={issuedAt} className="text-ink-2" />,
      },
    ],
    [t],
  );
}

export const invoiceCard = ({ number, total, currency, state, orderNumber, issuedAt }: Invoice) => (
  <ListCard
    title={number}
    aside={<Money amount={total} currency={currency} />}
    line={
      <>
        <InvoiceStateMark state={state} />
        <span className="tnum truncate">{orderNumber}</span>
      </>
    }
    lineAside={<RelativeTime at={issuedAt} />}
  />
);
