"use client";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { isOfMessage, told } from "./message-news.ts";

/** A pending message is polled after this long without events. */
const askAgainMs = 3000;

/** A message and its progress. */
export function useMessage(id: string) {
  const utils = trpc.useUtils();
  const query = trpc.inbound.getMessage.useQuery(
    { id },
    { refetchInterval: ({ state }) => (state.data?.state === "received" ? askAgainMs : false) },
  );
  useLive((events) => {
    const mine = events.filter((event) => isOfMessage(event) && event.subjectId === id);
    if (mine.length === 0) return;
    utils.inbound.getMessage.setData({ id }, (known) => known && mine.reduce(told, known));
    void utils.inbound.getMessage.invalidate({ id });
    void utils.inbound.getSource.invalidate();
  });
  return query;
}
