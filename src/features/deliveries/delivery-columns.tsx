"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { ListCard } from "#components/data-table/list-card.tsx";
import { Quantity } from "#components/format/quantity.tsx";
import { RelativeTime } from "#components/format/time.tsx";
import { DeliveryStateLabel, LastAnswer, Subject } from "#features/deliveries/delivery-marks.tsx";
import { type Delivery, shortUrl } from "#features/deliveries/delivery-params.ts";
import { NextTry } from "#features/deliveries/next-try.tsx";

/** `withEndpoint`: false where all deliveries are of one endpoint. */
export function useDeliveryColumns(withEndpoint: boolean): readonly DataColumn<Delivery>[] {
  const t = useTranslations("deliveries.field");
  return useMemo(() => {
    const columns: DataColumn<Delivery>[] = [
      { id: "state", header: t("state"), width: 132, cell: (delivery) => <DeliveryStateLabel delivery={delivery} /> },
      {
        id: "type",
        header: t("type"),
        primary: true,
        cell: (delivery) => <span className="font-mono text-xs">{delivery.type}</span>,
      },
      {
        id: "subject",
        header: t("subject"),
        width: 150,
        cell: (delivery) => (
          <Subject
            subjectType={delivery.subjectType}
            subjectId={delivery.subjectId}
            subjectLabel={delivery.subjectLabel}
          />
        ),
      },
      {
        id: "endpoint",
        header: t("endpoint"),
        from: "lg",
        cell: (delivery) => (
          <span className="text-ink-2" title={delivery.endpointUrl}>
            {shortUrl(delivery.endpointUrl)}
          </span>
        ),
      },
      { id: "answer", header: t("answer"), width: 190, cell: (delivery) => <LastAnswer delivery={delivery} /> },
      {
        id: "attempts",
        header: t("attempts"),
        width: 84,
        align: "right",
        cell: (delivery) => <Quantity value={delivery.attempts} quietZero />,
      },
      {
        id: "next",
        header: t("next"),
        width: 104,
        align: "right",
        from: "xl",
        cell: ({ state, attempts, waitingFor, dueAt }) =>
          state === "pending" && attempts > 0 && waitingFor === null ? (
            <NextTry at={dueAt} />
          ) : (
            <span className="text-ink-3">–</span>
          ),
      },
      {
        id: "when",
        header: t("when"),
        width: 112,
        align: "right",
        cell: (delivery) => <RelativeTime at={delivery.createdAt} className="text-ink-2" />,
      },
    ];
    return withEndpoint ? columns : columns.filter(({ id }) => id !== "endpoint");
  }, [t, withEndpoint]);
}

export const deliveryCard = (delivery: Delivery) => (
  <ListCard
    title={
      <>
        <span className="font-mono text-xs">{delivery.type}</span>
        {delivery.subjectLabel ? (
          <span className="font-normal text-ink-2"> · {shortUrl(delivery.subjectLabel)}</span>
        ) : null}
      </>
    }
    aside={<DeliveryStateLabel delivery={delivery} />}
    line={
      delivery.attempts > 0 ? (
        <LastAnswer delivery={delivery} className="truncate" />
      ) : (
        <span className="truncate">{shortUrl(delivery.endpointUrl)}</span>
      )
    }
    lineAside={<RelativeTime at={delivery.createdAt} />}
  />
);
