"use client";
import { useEffect, useRef } from "react";
import { type Delivery, deliveryListInput, type DeliveryParams } from "#features/deliveries/delivery-params.ts";
import { byId, endless, useList, useNews } from "#features/list/rows.ts";
import { trpc } from "#features/trpc/client.ts";

/** Any event may be on its way to somebody; the list is read again this often at most. */
const restMs = 3000;
/** Attempts make no events: while something on its first pages waits, the list is asked how it went. */
const askAgainMs = 4000;
const pagesAsked = 2;

type Pages = { pages: readonly { data: readonly Delivery[] }[] };

const unfinished = ({ pages }: Pages) =>
  pages.length <= pagesAsked && pages.some((page) => page.data.some((delivery) => delivery.state === "pending"));

/** The deliveries that match, kept up to date by what happens. */
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

/** The figures of the desk. What they count makes no events, so they are asked for; the list follows when they move. */
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
