"use client";
import { keepPreviousData } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { useCalm } from "#features/shell/use-calm.ts";
import { useFreshIds } from "#features/shell/use-fresh-ids.ts";
import { type Outputs, trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { inboxParams, type Message, type MessageCounts, messageListInput } from "./inbox-params.ts";
import { isOfMessage, told } from "./message-news.ts";

type MessagePage = Outputs["inbound"]["listMessages"];

/** Messages may come by the hundred; the list and its figures are read again this often at most. */
const restMs = 2000;
const noCounts: MessageCounts = [];

/** The messages that match the address, and the figures over them, kept up to date by what happens. */
export function useMessages() {
  const utils = trpc.useUtils();
  const { timeZone } = useFormatSettings();
  const [params, setParams] = useQueryStates(inboxParams);
  const input = useMemo(() => messageListInput(params, timeZone), [params, timeZone]);
  const query = trpc.inbound.listMessages.useInfiniteQuery(input, {
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const counts = trpc.inbound.counts.useQuery({}).data?.data ?? noCounts;
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data]);
  const [fresh, mark] = useFreshIds();
  const readAgain = useCalm(() => {
    void utils.inbound.listMessages.invalidate();
    void utils.inbound.counts.invalidate();
  }, restMs);
  useLive((events) => {
    const mine = events.filter(isOfMessage);
    if (mine.length === 0) return;
    const news = new Map<string, Message>();
    for (const row of rows) {
      const next = mine.reduce(told, row);
      if (next !== row) news.set(row.id, next);
    }
    if (news.size > 0) utils.inbound.listMessages.setInfiniteData(input, (data) => data && replaceRows(data, news));
    mark(mine.map((event) => event.subjectId));
    readAgain();
  });
  return { params, setParams, query, rows, counts, fresh };
}

function replaceRows<D extends { pages: MessagePage[] }>(data: D, news: ReadonlyMap<string, Message>): D {
  const pages = data.pages.map((page) => ({ ...page, data: page.data.map((row) => news.get(row.id) ?? row) }));
  return { ...data, pages };
}
