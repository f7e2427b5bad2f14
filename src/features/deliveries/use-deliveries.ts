"use client";
import { useEffect, useRef } from "react";
import { type Delivery, deliveryListInput, type DeliveryParams } from "#features/deliveries/delivery-params.ts";
import { byId, endless, useList, useNews } from "#features/list/rows.ts";
import { trpc } from "#features/trpc/client.ts";

/** Any event may cause a delivery; the list is refetched this often at most. */
const restMs = 3000;
/** Attempts emit no events: polls while a delivery on the first pages is pending. */
const askAgainMs = 4000;
const pagesAsked = 2;

type Pages = { pages: readonly { data: readonly Delivery[] }[] };

const unfinished = ({ pages }: Pages) =>
  pages.length <= pagesAsked && pages.some((page) => page.data.some((delivery) => delivery.state === "pending"));

/** The matching deliveries, kept up to date by events. */
export function useDeliveries(params: DeliveryParams, timeZone: string) {
  const utils = trpc.useUtils();
  const input = deliveryListInput(params, timeZone);
  const query = trpc.webhooks.listDeliveries.useInfiniteQuery(input, {
    ...endless,
    refetchInterval: ({ state }) => (state.data && unfinished(state.data) ? askAgainMs : false),
  });
  const list = useList(query, JSON.stringify(input), byId);
  useNews(list, {
    of: "webhook_delivery",
    also: () => true,
    readAgain: () => void utils.webhooks.listDeliveries.invalidate(),
    restMs,
  });
  return list;
}

/** The delivery figures. Their sources emit no events, so they are polled; the list is refetched when they change. */
export function useOverview() {
  const utils = trpc.useUtils();
  const query = trpc.webhooks.overview.useQuery({}, { refetchInterval: askAgainMs });
  const figures = JSON.stringify(query.data ?? null);
  const seen = useRef(figures);
  useEffect(() => {
    if (seen.current === figures) return;
    seen.current = figures;
    void utils.webhooks.listDeliveries.invalidate();
  }, [figures, utils]);
  return query;
}
