"use client";
import { useState } from "react";
import { useCalm } from "#features/shell/use-calm.ts";
import { trpc } from "#features/trpc/client.ts";
import type { OrderRow } from "../order-news.ts";
import { type OrderListInput, PAGE_SIZE } from "./list-params.ts";
import { newcomers } from "./newcomers.ts";

/** At a burst the head of the list is read this often, not once per order. */
const REST_MS = 700;

const none: readonly never[] = [];

type ArrivalsOptions = {
  input: OrderListInput;
  rows: readonly OrderRow[];
  isAtTop: () => boolean;
  onInsert: (ids: readonly string[]) => void;
};

/**
 * Orders that came in since the list was read. Whoever looks at the top sees them slide in; whoever has scrolled is
 * only told, so that nothing moves under the pointer.
 */
export function useArrivals({ input, rows, isAtTop, onInsert }: ArrivalsOptions) {
  const utils = trpc.useUtils();
  const listName = JSON.stringify(input);
  const [found, setFound] = useState<{ of: string; rows: readonly OrderRow[] }>({ of: listName, rows: [] });
  const waiting = found.of === listName ? found.rows : none;
  const setWaiting = (waitingRows: readonly OrderRow[]) => setFound({ of: listName, rows: waitingRows });

  const insert = (arrived: readonly OrderRow[]) => {
    setWaiting(none);
    if (arrived.length >= PAGE_SIZE) return void utils.orders.list.invalidate(input);
    utils.orders.list.setInfiniteData(input, (data) => {
      const [first, ...others] = data?.pages ?? [];
      if (!data || !first) return data;
      const known = new Set(first.data.map((row) => row.id));
      const added = arrived.filter((row) => !known.has(row.id));
      return { ...data, pages: [{ ...first, data: [...added, ...first.data] }, ...others] };
    });
    onInsert(arrived.map((row) => row.id));
  };
  const readHead = async () => {
    const head = await utils.client.orders.list.query(input).catch(() => null);
    if (head === null) return;
    const arrived = newcomers(head.data, rows);
    if (arrived.length === 0) return;
    if (isAtTop() && arrived.length < PAGE_SIZE) insert(arrived);
    else setWaiting(arrived);
  };
  const calm = useCalm(() => void readHead(), REST_MS);
  const look = () => {
    if (input.sort !== "placedAt") calm();
  };
  return { waiting, look, show: () => insert(waiting) };
}
