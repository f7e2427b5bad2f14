"use client";
import { useRef } from "react";
import { withoutRows } from "#features/list/rows.ts";
import { useCalm } from "#features/shell/use-calm.ts";
import { type Outputs, trpc } from "#features/trpc/client.ts";
import { departed } from "./departures.ts";
import type { OrderListInput } from "./list-params.ts";

type OrderPage = Outputs["orders"]["list"];

/** In a busy list changed orders are checked at this interval, not once per event. */
const REST_MS = 700;

/** Checks whether changed orders still match the filters, by refetching only their pages. Others leave the list. */
export function useDepartures(input: OrderListInput): (ids: readonly string[]) => void {
  const utils = trpc.useUtils();
  const open = useRef(new Set<string>());
  const answerFor = (cursor: string | null | undefined): Promise<OrderPage | null> =>
    utils.client.orders.list.query(cursor ? { ...input, cursor } : input).catch(() => null);
  const look = async () => {
    const asked = open.current;
    open.current = new Set();
    const { pages = [], pageParams = [] } = utils.orders.list.getInfiniteData(input) ?? {};
    for (const [place, { data }] of pages.entries()) {
      if (!data.some(({ id }) => asked.has(id))) continue;
      const answer = await answerFor(pageParams[place]);
      // The list itself retries and reports errors.
      if (answer === null) return void utils.orders.list.invalidate(input);
      const gone = departed(data, asked, answer);
      if (gone.length > 0) utils.orders.list.setInfiniteData(input, withoutRows(new Set(gone)));
    }
  };
  const calm = useCalm(() => void look(), REST_MS);
  return (ids) => {
    for (const id of ids) open.current.add(id);
    calm();
  };
}
