"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import { useMe } from "#features/trpc/use-me.ts";
import type { Entry } from "./entries.ts";
import { reading } from "./entry-data.ts";

export type PendingNote = {
  id: string;
  at: string;
  author: string;
  text: string;
  /** The newest entry when it was written. */
  after: number;
};

/** Notes show as optimistic updates until their event arrives. */
export function useNotes(orderId: string, entries: readonly Entry[]) {
  const t = useTranslations("orderDialog.failed");
  const utils = trpc.useUtils();
  const report = useReportFailure();
  const { me } = useMe();
  const [posted, setPosted] = useState<readonly PendingNote[]>([]);
  const drop = (id: string) => setPosted((before) => before.filter((note) => note.id !== id));
  const post = async (text: string) => {
    const now = new Date();
    const after = entries[0]?.sequence ?? 0;
    const note = { id: `note-${String(now.getTime())}`, at: now.toISOString(), author: me?.name ?? "", text, after };
    setPosted((before) => [note, ...before]);
    try {
      await utils.client.orders.note.mutate({ id: orderId, text });
      await utils.orders.timeline.invalidate();
    } catch (error) {
      report(t("note"), error);
      throw error;
    } finally {
      drop(note.id);
    }
  };
  const arrived = (note: PendingNote) =>
    entries.some(
      ({ type, sequence, data }) =>
        type === "order.noted" && sequence > note.after && reading(data).text("text") === note.text,
    );
  return { post, pending: posted.filter((note) => !arrived(note)) };
}
