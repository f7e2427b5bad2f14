"use client";
import { useMemo } from "react";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { useFilters } from "#features/list/filters.ts";
import { byId, inPages, endless, useList, useNews } from "#features/list/rows.ts";
import { trpc } from "#features/trpc/client.ts";
import { inboxParams, type MessageCounts, messageListInput } from "./inbox-params.ts";
import { isOfMessage, told } from "./message-news.ts";

const noCounts: MessageCounts = [];

/** The messages that match the URL's filters, and their counters, kept up to date by events. */
export function useMessages() {
  const utils = trpc.useUtils();
  const { timeZone } = useFormatSettings();
  const filters = useFilters(inboxParams);
  const input = useMemo(() => messageListInput(filters.params, timeZone), [filters.params, timeZone]);
  const list = useList(trpc.inbound.listMessages.useInfiniteQuery(input, endless), JSON.stringify(input), byId);
  const counts = trpc.inbound.counts.useQuery({}).data?.data ?? noCounts;
  useNews(list, {
    of: isOfMessage,
    told,
    put: (change) => utils.inbound.listMessages.setInfiniteData(input, inPages(change)),
    readAgain: () => {
      void utils.inbound.listMessages.invalidate();
      void utils.inbound.counts.invalidate();
    },
    restMs: 2000,
  });
  return { filters, list, counts };
}
