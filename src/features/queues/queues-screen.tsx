"use client";
import { ListChecks, Play } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { ListScreen } from "#features/list/list-screen.tsx";
import { useList } from "#features/list/rows.ts";
import { type Command, useRegisterCommands } from "#features/shell/commands.ts";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { useMe } from "#features/trpc/use-me.ts";
import { queueCard, useQueueColumns } from "./queue-columns.tsx";
import { type Queue, queueHref } from "./queue-params.ts";
import { type QueueActions, useQueueActions } from "./use-queue-actions.ts";
import { useQueues } from "./use-queues.ts";

const rowId = (queue: Queue) => queue.name;
const rowHref = (queue: Queue) => queueHref(queue.name);

export function QueuesScreen() {
  const t = useTranslations("queues");
  const mayWrite = useMe().can("jobs:write");
  const list = useList(useQueues(), "queues", rowId);
  const actions = useQueueActions();
  // oxlint-disable-next-line react/exhaustive-deps -- its effect is the same in every render
  const run = useMemo(() => (mayWrite ? actions.runNow : null), [mayWrite]);
  const columns = useQueueColumns(run);
  const rowName = useMemo(() => (queue: Queue) => t("rowName", { name: queue.name }), [t]);
  useScheduleCommands(list.rows, run);
  return (
    <ListScreen
      label={t("title")}
      actions={<OnlyFor scope="jobs:write" what="jobs" />}
      list={list}
      table={{ columns, rowName, rowHref, card: queueCard }}
      empty={{ icon: <ListChecks />, title: t("empty"), body: t("emptyBody") }}
    />
  );
}

function useScheduleCommands(rows: readonly Queue[], run: QueueActions["runNow"] | null): void {
  const t = useTranslations("queues");
  const names = rows.flatMap(({ name, canRunNow }) => (canRunNow ? [name] : [])).join(" ");
  useRegisterCommands(
    useMemo((): Command[] => {
      if (!run || names === "") return [];
      return names.split(" ").map((name) => ({
        id: `run-${name}`,
        label: `${t("runNow")}: ${name}`,
        icon: Play,
        run: () => void run(name),
      }));
    }, [names, run, t]),
  );
}
