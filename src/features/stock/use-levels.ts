"use client";
import { keepPreviousData } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useCalm } from "#features/shell/use-calm.ts";
import { useFreshIds } from "#features/shell/use-fresh-ids.ts";
import { useSettled } from "#features/shell/use-settled.ts";
import { newsIn, told } from "#features/stock/stock-news.ts";
import { stockListInput, stockParams } from "#features/stock/stock-params.ts";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";

/** What events do not tell (who waits, which levels are low now) is read again this often at most. */
const restMs = 4000;

/** The levels that match the address, kept up to date by what happens. */
export function useLevels() {
  const utils = trpc.useUtils();
  const [params, setParams] = useQueryStates(stockParams);
  const [q, settle] = useSettled(params.q);
  const input = stockListInput({ ...params, q });
  const query = trpc.inventory.levels.useInfiniteQuery(input, {
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data]);
  const [fresh, mark] = useFreshIds();
  const readAgain = useCalm(() => void utils.inventory.levels.invalidate(), restMs);
  useLive((events) => {
    const news = newsIn(events);
    if (news.size === 0) return;
    const known = rows.filter((level) => told(level, news) !== level);
    if (known.length > 0)
      utils.inventory.levels.setInfiniteData(
        input,
        (data) =>
          data && {
            ...data,
            pages: data.pages.map((page) => ({ ...page, data: page.data.map((level) => told(level, news)) })),
          },
      );
    mark(known.map((level) => level.id));
    if (known.length > 0 || params.low) readAgain();
  });
  return { params, setParams, settle, query, rows, fresh };
}
