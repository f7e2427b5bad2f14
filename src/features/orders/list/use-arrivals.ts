"use client";
import { useRef, useState } from "react";
import { useCalm } from "#features/shell/use-calm.ts";
import { trpc } from "#features/trpc/client.ts";
import type { LiveEvent } from "#features/trpc/live-event.ts";
import type { OrderRow } from "../order-news.ts";
import { type OrderListInput, PAGE_SIZE } from "./list-params.ts";
import { newcomers, withNewcomers } from "./newcomers.ts";

/** During a burst the head of the list is refetched at this interval, not once per order. */
const REST_MS = 700;

const none: readonly never[] = [];

type Found = { of: string; head: readonly OrderRow[]; arrived: readonly OrderRow[] };

type ArrivalsOptions = {
  input: OrderListInput;
  rows: readonly OrderRow[];
  isAtTop: () => boolean;
  onInsert: (ids: readonly string[]) => void;
};

/**
 * Orders placed since the list was read. At the top they are inserted; a scrolled list only shows a note, so that
 * nothing moves under the pointer.
 */
export function useArrivals({ input, rows, isAtTop, onInsert }: ArrivalsOptions) {
  const utils = trpc.useUtils();
  const listName = JSON.stringify(input);
  const [found, setFound] = useState<Found>({ of: listName, head: none, arrived: none });
  const waiting = found.of === listName ? found.arrived : none;
  const setWaiting = (head: readonly OrderRow[], arrived: readonly OrderRow[]) =>
    setFound({ of: listName, head, arrived });
  const placed = useRef(new Set<string>());

  const insert = (head: readonly OrderRow[], arrived: readonly OrderRow[]) => {
    setWaiting(none, none);
    if (arrived.length >= PAGE_SIZE) return void utils.orders.list.invalidate(input);
    const ids = arrived.map(({ id }) => id);
    utils.orders.list.setInfiniteData(input, (data) => {
      const [first, ...others] = data?.pages ?? [];
      if (!data || !first) return data;
      return { ...data, pages: [{ ...first, data: withNewcomers(first.data, head, new Set(ids)) }, ...others] };
    });
    onInsert(ids);
  };
  const readHead = async () => {
    const told = placed.current;
    placed.current = new Set();
    const answer = await utils.client.orders.list.query(input).catch(() => null);
    // The list itself retries and reports errors.
    if (answer === null) return void utils.orders.list.invalidate(input);
    const arrived = newcomers(answer.data, rows, told);
    if (arrived.length === 0) return;
    if (isAtTop() && arrived.length < PAGE_SIZE) insert(answer.data, arrived);
    else setWaiting(answer.data, arrived);
  };
  const calm = useCalm(() => void readHead(), REST_MS);
  const look = (event: LiveEvent) => {
    if (event.type === "order.placed") placed.current.add(event.subjectId);
    if (input.sort !== "placedAt") calm();
  };
  return { waiting, look, show: () => insert(found.head, waiting) };
}
