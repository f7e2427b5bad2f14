"use client";
import { byId, inPages, endless, useList } from "#features/list/rows.ts";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { factsIn, type OrderRow, told } from "../order-news.ts";
import type { OrderListInput } from "./list-params.ts";
import { useArrivals } from "./use-arrivals.ts";
import { useDepartures } from "./use-departures.ts";

const AT_TOP_PX = 24;

/** The loaded part of the list, kept up to date by live events. */
export function useOrderList(input: OrderListInput, filtered: boolean) {
  const utils = trpc.useUtils();
  const list = useList(trpc.orders.list.useInfiniteQuery(input, endless), JSON.stringify(input), byId);
  const { read, mark, frame } = list;
  const scroller = () => frame.current?.querySelector('[role="region"]');
  const isAtTop = () => (scroller()?.scrollTop ?? 0) < AT_TOP_PX;
  const arrivals = useArrivals({ input, rows: read, isAtTop, onInsert: mark });
  const lookAgain = useDepartures(input);

  useLive((events) => {
    const known = new Map(read.map((row) => [row.id, row]));
    const changed = new Map<string, OrderRow>();
    for (const event of events) {
      const row = changed.get(event.subjectId) ?? known.get(event.subjectId);
      if (row !== undefined) {
        const next = told(row, event);
        if (next !== row) changed.set(row.id, next);
      } else if (factsIn(event) !== null) arrivals.look(event);
    }
    if (changed.size === 0) return;
    utils.orders.list.setInfiniteData(
      input,
      inPages((row: OrderRow) => changed.get(row.id) ?? row),
    );
    mark([...changed.keys()]);
    if (filtered) lookAgain([...changed.keys()]);
  });
  const showArrivals = () => {
    arrivals.show();
    scroller()?.scrollTo({ top: 0 });
  };
  return { list, waiting: arrivals.waiting.length, showArrivals };
}
