"use client";
import { keepPreviousData } from "@tanstack/react-query";
import { useMemo } from "react";
import { useCalm } from "#features/shell/use-calm.ts";
import type { LiveEvent } from "#features/trpc/live-event.ts";
import { useLive } from "#features/trpc/live.ts";
import { useFreshIds } from "./use-fresh-ids.ts";
import { useKeptRows } from "./use-kept-rows.ts";

/** How every endless list reads its pages: on with the cursor, and the rows stay while others are asked for. */
export const endless = {
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined,
  placeholderData: keepPreviousData,
};

type Page<T> = { readonly data: readonly T[] };

/** What a list needs of its query, endless or read as a whole. */
export type ListQuery<T> = {
  data: Page<T> | { readonly pages: readonly Page<T>[] } | undefined;
  error: unknown;
  isError: boolean;
  isPending: boolean;
  isPlaceholderData: boolean;
  refetch: () => unknown;
  hasNextPage?: boolean;
  isFetchingNextPage?: boolean;
  fetchNextPage?: () => unknown;
};

export type List<T> = {
  query: ListQuery<T>;
  /** What the server has. */
  read: readonly T[];
  /** What is in sight: those and the ones that leave. */
  rows: readonly T[];
  rowId: (row: T) => string;
  /** Which list this is: another one when its filters change. */
  name: string;
  fresh: ReadonlySet<string>;
  mark: (ids: readonly string[]) => void;
  /** Rows that are still in sight although the list no longer has them. */
  leaving: ReadonlySet<string>;
  /** On the element around the rows. */
  frame: { current: HTMLDivElement | null };
};

/** The rows of a list as far as it was scrolled, with those that take their leave. */
export function useList<T>(query: ListQuery<T>, name: string, rowId: (row: T) => string): List<T> {
  const { data, isPlaceholderData, hasNextPage = false } = query;
  const read = useMemo(() => rowsIn(data), [data]);
  const [fresh, mark] = useFreshIds();
  const kept = useKeptRows({ read, rowId, name: isPlaceholderData ? null : name, hasMore: hasNextPage });
  return { query, read, rowId, name, fresh, mark, ...kept };
}

function rowsIn<T>(data: ListQuery<T>["data"]): readonly T[] {
  if (data === undefined) return [];
  return "pages" in data ? data.pages.flatMap((page) => page.data) : data.data;
}

export const byId = ({ id }: { id: string }): string => id;

export type News<T> = {
  /** The events of what is listed, by the kind of thing or one by one: what they are about lights up. */
  of: string | ((event: LiveEvent) => boolean);
  /** What else changes what is shown, of which no row lights up. */
  also?: (event: LiveEvent) => boolean;
  /** A row as it is after an event, the same object when the event says nothing new of it. */
  told?: (row: T, event: LiveEvent) => T;
  /** Writes into the cache what events told. */
  put?: (change: (row: T) => T) => void;
  /** Reads again what events do not tell: which rows match now, and what they count. */
  readAgain: () => void;
  /** Things may happen by the hundred: this is how often the list is read again at most. */
  restMs: number;
};

/** Keeps an open list up to date by what happens elsewhere. */
export function useNews<T>({ read, mark }: List<T>, news: News<T>): void {
  const { of, also, told, put, readAgain, restMs } = news;
  const calm = useCalm(readAgain, restMs);
  useLive((events) => {
    const mine = events.filter((event) => (typeof of === "function" ? of(event) : event.subjectType === of));
    if (mine.length === 0 && !(also && events.some(also))) return;
    const after = (row: T) => (told ? mine.reduce(told, row) : row);
    if (put && read.some((row) => after(row) !== row)) put(after);
    mark(mine.map(({ subjectId }) => subjectId));
    calm();
  });
}

/** For `setInfiniteData`: the same pages with rows changed. */
export function inPages<T>(change: (row: T) => T) {
  return <D extends { pages: { data: T[] }[] }>(data: D | undefined): D | undefined =>
    data && { ...data, pages: data.pages.map((page) => ({ ...page, data: page.data.map(change) })) };
}

/** For `setInfiniteData`: the same pages without some rows. */
export function withoutRows(ids: ReadonlySet<string>) {
  return <D extends { pages: { data: { id: string }[] }[] }>(data: D | undefined): D | undefined =>
    data && {
      ...data,
      pages: data.pages.map((page) => ({ ...page, data: page.data.filter(({ id }) => !ids.has(id)) })),
    };
}
