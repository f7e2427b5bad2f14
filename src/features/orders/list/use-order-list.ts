"use client";
import { keepPreviousData } from "@tanstack/react-query";
import { useMemo } from "react";
import { useFreshIds } from "#features/shell/use-fresh-ids.ts";
import { type Outputs, trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { factsIn, type OrderRow, told } from "../order-news.ts";
import type { OrderListInput } from "./list-params.ts";
import { useArrivals } from "./use-arrivals.ts";

type OrderPage = Outputs["orders"]["list"];

/** The list as far as it was scrolled, kept up to date by what happens elsewhere. */
export function useOrderList(input: OrderListInput, isAtTop: () => boolean) {
  const utils = trpc.useUtils();
  const query = trpc.orders.list.useInfiniteQuery(input, {
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data]);
  const [fresh, mark] = useFreshIds();
  const arrivals = useArrivals({ input, rows, isAtTop, onInsert: mark });

  useLive((events) => {
    const known = new Map(rows.map((row) => [row.id, row]));
    const changed = new Map<string, OrderRow>();
    for (const event of events) {
      const row = changed.get(event.subjectId) ?? known.get(event.subjectId);
      if (row !== undefined) {
        const next = told(row, event);
        if (next !== row) changed.set(row.id, next);
      } else if (factsIn(event) !== null) arrivals.look();
    }
    if (changed.size === 0) return;
    utils.orders.list.setInfiniteData(input, (data) => data && replaceRows(data, changed));
    mark([...changed.keys()]);
  });

  return { query, rows, fresh, arrivals };
}

function replaceRows<D extends { pages: OrderPage[] }>(data: D, changed: ReadonlyMap<string, OrderRow>): D {
  const pages = data.pages.map((page) =>
    page.data.some((row) => changed.has(row.id))
      ? { ...page, data: page.data.map((row) => changed.get(row.id) ?? row) }
      : page,
  );
  return { ...data, pages };
}
