"use client";
import { useMemo, useState } from "react";
import { useFreshIds } from "#features/list/use-fresh-ids.ts";
import { trpc } from "#features/trpc/client.ts";
import type { LiveEvent } from "#features/trpc/live-event.ts";
import { useLive } from "#features/trpc/live.ts";
import { type Entry, joined } from "./entries.ts";
import { TIMELINE_PAGE } from "./timeline-page.ts";

/** An order's timeline, newest first: the first page, loaded earlier pages, and live events. */
export function useTimeline(ref: string, orderId: string) {
  const utils = trpc.useUtils();
  const first = trpc.orders.timeline.useQuery({ id: ref, limit: TIMELINE_PAGE });
  const [more, setMore] = useState<readonly Entry[]>([]);
  const [loading, setLoading] = useState(false);
  const [fresh, mark] = useFreshIds();
  useLive((events) => {
    const mine = events.filter((event) => event.subjectId === orderId);
    if (mine.length === 0) return;
    setMore((before) => [...before, ...mine.map(entryOf)]);
    mark(mine.map((event) => event.id));
  });
  const { entries, complete } = useMemo(() => joined([...(first.data?.data ?? []), ...more]), [first.data, more]);
  const showEarlier = async () => {
    setLoading(true);
    try {
      const before = entries.at(-1)?.sequence;
      const page = await utils.client.orders.timeline.query({ id: ref, limit: TIMELINE_PAGE, before });
      setMore((known) => [...known, ...page.data]);
    } finally {
      setLoading(false);
    }
  };
  return { query: first, entries, hasEarlier: !complete, loading, showEarlier, fresh };
}

const entryOf = ({ id, type, sequence, data, actor, transport, requestId, at }: LiveEvent): Entry => ({
  id,
  type,
  sequence,
  data,
  actor,
  transport,
  requestId,
  at,
});
