"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { ListCard } from "#components/data-table/list-card.tsx";
import { Quantity } from "#components/format/quantity.tsx";
import { RelativeTime } from "#components/format/time.tsx";
import { shortUrl } from "#features/deliveries/delivery-params.ts";
import { EventTypes, HealthMark, SuccessRate } from "#features/webhooks/endpoint-marks.tsx";
import { type Endpoint, lastDelivery } from "#features/webhooks/endpoint-params.ts";

function LastDelivery({ endpoint }: { endpoint: Endpoint }) {
  const at = lastDelivery(endpoint);
  return at === null ? <span className="text-ink-3">–</span> : <RelativeTime at={at} className="text-ink-2" />;
}

export function useEndpointColumns(): readonly DataColumn<Endpoint>[] {
  const t = useTranslations("webhooks.field");
  return useMemo(
    () => [
      {
        id: "url",
        header: t("url"),
        primary: true,
        cell: ({ url, description }) => (
          <span title={url}>
            {description || shortUrl(url)}
            {description ? <span className="font-normal text-ink-3"> · {shortUrl(url)}</span> : null}
          </span>
        ),
      },
      { id: "health", header: t("health"), width: 124, cell: (endpoint) => <HealthMark endpoint={endpoint} /> },
      {
        id: "events",
        header: t("events"),
        width: 270,
        from: "xl",
        cell: (endpoint) => <EventTypes types={endpoint.eventTypes} />,
      },
      {
        id: "rate",
        header: t("rate"),
        width: 160,
        cell: (endpoint) => <SuccessRate day={endpoint.last24h} />,
      },
      {
        id: "failed",
        header: t("failed"),
        width: 76,
        align: "right",
        from: "lg",
        cell: (endpoint) => <Quantity value={endpoint.failed} quietZero />,
      },
      {
        id: "pending",
        header: t("pending"),
        width: 84,
        align: "right",
        from: "lg",
        cell: (endpoint) => <Quantity value={endpoint.pending} quietZero />,
      },
      {
        id: "last",
        header: t("last"),
        width: 128,
        align: "right",
        cell: (endpoint) => <LastDelivery endpoint={endpoint} />,
      },
    ],
    [t],
  );
}

export const endpointCard = (endpoint: Endpoint) => (
  <ListCard
    title={endpoint.description || shortUrl(endpoint.url)}
    aside={<HealthMark endpoint={endpoint} />}
    line={<SuccessRate day={endpoint.last24h} />}
    lineAside={<LastDelivery endpoint={endpoint} />}
  />
);
