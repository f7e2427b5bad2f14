"use client";
import { ListChecks, Play } from "lucide-react";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { DataTable } from "#components/data-table/data-table.tsx";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { type Command, useRegisterCommands } from "#features/shell/commands.ts";
import { ListPage } from "#features/shell/list-page.tsx";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { useCalm } from "#features/shell/use-calm.ts";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import { useMe } from "#features/trpc/use-me.ts";
import { ParkedJobs } from "./parked-jobs.tsx";
import { queueCard, useQueueColumns } from "./queue-columns.tsx";
import { ASK_AGAIN_MS, type Queue, queueHref } from "./queue-params.ts";
import { type QueueActions, useQueueActions } from "./use-queue-actions.ts";

const none: readonly Queue[] = [];
const rowId = (queue: Queue) => queue.name;
const rowHref = (queue: Queue) => queueHref(queue.name);

/** Counts change without events; those that people cause show at once. */
export function useQueues() {
  const utils = trpc.useUtils();
  const query = trpc.jobs.listQueues.useQuery({}, { refetchInterval: ASK_AGAIN_MS });
  const readAgain = useCalm(() => void utils.jobs.listQueues.invalidate(), 1000);
  useLive((events) => {
    if (events.some(({ subjectType }) => subjectType === "job")) readAgain();
  });
  return query;
}

export function QueuesScreen() {
  const t = useTranslations();
  const mayWrite = useMe().can("jobs:write");
  const query = useQueues();
  const rows = query.data?.data ?? none;
  const actions = useQueueActions();
  // oxlint-disable-next-line react/exhaustive-deps -- what it does is the same whichever render it is of
  const run = useMemo(() => (mayWrite ? actions.runNow : null), [mayWrite]);
  const columns = useQueueColumns(run);
  const rowName = useMemo(() => (queue: Queue) => t("queues.rowName", { name: queue.name }), [t]);
  useScheduleCommands(rows, run);
  return (
    <ListPage>
      <PageHeader title={t("queues.title")} actions={<OnlyFor scope="jobs:write" what="jobs" />} />
      <ParkedJobs queues={rows} mayWrite={mayWrite} actions={actions} />
      <DataTable
        label={t("queues.title")}
        columns={columns}
        rows={rows}
        rowId={rowId}
        rowName={rowName}
        rowHref={rowHref}
        card={queueCard}
        loading={query.isPending}
        scrollKey="queues"
        empty={
          query.isError ? (
            <QueryError error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <EmptyState icon={<ListChecks />} title={t("queues.empty")} body={t("queues.emptyBody")} />
          )
        }
      />
    </ListPage>
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
