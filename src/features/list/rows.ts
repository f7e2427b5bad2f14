"use client";
import { keepPreviousData } from "@tanstack/react-query";
import { useMemo } from "react";
import { useCalm } from "#features/shell/use-calm.ts";
import type { LiveEvent } from "#features/trpc/live-event.ts";
import { useLive } from "#features/trpc/live.ts";
import { useFreshIds } from "./use-fresh-ids.ts";
import { useKeptRows } from "./use-kept-rows.ts";

/** Shared options of infinite queries: cursor paging, and previous rows stay during a refetch. */
export const endless = {
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined,
  placeholderData: keepPreviousData,
};

type Page<T> = { readonly data: readonly T[] };

/** What a list needs of its query, infinite or not. */
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
  /** The server's rows. */
  read: readonly T[];
  /** The visible rows: the server's and the leaving ones. */
  rows: readonly T[];
  rowId: (row: T) => string;
  /** Identifies the list; changes with its filters. */
  name: string;
  fresh: ReadonlySet<string>;
  mark: (ids: readonly string[]) => void;
  /** Visible rows that are no longer in the list. */
  leaving: ReadonlySet<string>;
  /** Attributes of the element around the rows. */
  frame: { current: HTMLDivElement | null };
};

/** The loaded rows of a list, with the leaving ones. */
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
  /** Event subjects shown in the list, by type or one by one: their rows are highlighted. */
  of: string | ((event: LiveEvent) => boolean);
  /** Other event subjects that affect the list, without highlighting. */
  also?: (event: LiveEvent) => boolean;
  /** Applies an event to a row; returns the same object when nothing changes. */
  told?: (row: T, event: LiveEvent) => T;
  /** Applies events to the cache. */
  put?: (change: (row: T) => T) => void;
  /** Refetches what events do not contain: which rows match, and counts. */
  readAgain: () => void;
  /** Events may arrive in hundreds: the list is refetched this often at most. */
  restMs: number;
};

/** Keeps an open list up to date by live events. */
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
