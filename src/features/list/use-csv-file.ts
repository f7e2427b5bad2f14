"use client";
import { useState } from "react";
import { notify } from "#components/ui/notify.ts";
import { type Outputs, trpc } from "#features/trpc/client.ts";
import { useAdvice } from "#features/trpc/failure.ts";

type Export = Outputs["exports"]["get"];

export type FileWords = {
  /** With the rows written so far. */
  working: (rows: number) => string;
  done: (rows: number) => string;
  failed: string;
};

const LOOK_EVERY_MS = 700;
const isUnderWay = ({ status }: Export) => status === "queued" || status === "running";
const pause = () => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));

/** Starts an export, shows its progress, and saves its file. */
export function useCsvFile() {
  const advise = useAdvice();
  const { client } = trpc.useUtils();
  const [busy, setBusy] = useState(false);

  const run = async (start: () => Promise<Export>, words: FileWords) => {
    setBusy(true);
    const work = notify.working(words.working(0));
    try {
      let one = await start();
      while (isUnderWay(one)) {
        await pause();
        one = await client.exports.get.query({ id: one.id });
        work.update(words.working(one.progress.rows));
      }
      if (one.status !== "done") return work.failed(one.error?.detail ?? words.failed);
      const { url } = await client.exports.link.query({ id: one.id });
      Object.assign(document.createElement("a"), { href: url, download: one.fileName }).click();
      work.done(words.done(one.progress.rows));
    } catch (error) {
      work.failed(`${words.failed} ${advise(error)}`);
    } finally {
      setBusy(false);
    }
  };
  return { busy, save: (start: () => Promise<Export>, words: FileWords) => void run(start, words) };
}
