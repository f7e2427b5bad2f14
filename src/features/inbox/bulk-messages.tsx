"use client";
import { BellOff, BellRing, RotateCw } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notify.ts";
import { runBulk } from "#features/list/run-bulk.ts";
import { trpc } from "#features/trpc/client.ts";
import { useAdvice } from "#features/trpc/failure.ts";
import type { Message } from "./inbox-params.ts";

const WIDTH = 6;
type Task = "retry" | "mute" | "unmute";

type BulkMessagesProps = {
  selected: readonly Message[];
  /** The failed messages, which stay selected. */
  onDone: (failed: readonly Message[]) => void;
};

/** Bulk actions on the selected messages. Processed messages are not run twice, so retries skip them. */
export function BulkMessages({ selected, onDone }: BulkMessagesProps) {
  const t = useTranslations();
  const utils = trpc.useUtils();
  const adviceOn = useAdvice();
  const [running, setRunning] = useState<Task | null>(null);
  const { retryMessage, mute } = utils.client.inbound;

  const call = async (task: Task, { id }: Message): Promise<void> => {
    if (task === "retry") await retryMessage.mutate({ id });
    else await mute.mutate({ id, muted: task === "mute" });
  };
  const run = async (task: Task, messages: readonly Message[], undoing = false) => {
    setRunning(task);
    const outcomes = await runBulk({
      items: messages,
      width: WIDTH,
      run: (message) => call(task, message).then(() => null, adviceOn),
      onProgress: () => undefined,
    });
    void utils.inbound.listMessages.invalidate();
    void utils.inbound.counts.invalidate();
    setRunning(null);
    const failed = outcomes.filter(({ failure }) => failure !== null);
    if (!undoing) onDone(failed.map(({ item }) => item));
    if (failed.length > 0) {
      const counts = { done: outcomes.length - failed.length, failed: failed.length };
      notify.failed(t("inbox.bulk.some", counts), { description: failed[0]?.failure ?? "" });
      return;
    }
    const back = task === "mute" ? ("unmute" as const) : ("mute" as const);
    const undo = { label: t("ui.undo"), run: () => void run(back, messages, true) };
    notify.done(t(`inbox.bulk.${task}Done`, { count: outcomes.length }), task === "retry" || undoing ? {} : { undo });
  };

  const again = selected.filter(({ state }) => state !== "processed");
  const loud = selected.filter(({ mutedAt }) => mutedAt === null);
  return (
    <>
      <Button
        size="sm"
        variant="ghost"
        icon={<RotateCw />}
        disabled={again.length === 0}
        busy={running === "retry"}
        onClick={() => void run("retry", again)}
      >
        {t("inbox.retry")}
      </Button>
      {loud.length > 0 ? (
        <Button
          size="sm"
          variant="ghost"
          icon={<BellOff />}
          busy={running === "mute"}
          onClick={() => void run("mute", loud)}
        >
          {t("inbox.mute")}
        </Button>
      ) : (
        <Button
          size="sm"
          variant="ghost"
          icon={<BellRing />}
          busy={running === "unmute"}
          onClick={() => void run("unmute", selected)}
        >
          {t("inbox.unmute")}
        </Button>
      )}
    </>
  );
}
