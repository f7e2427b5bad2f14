"use client";
import { ListChecks, Play, Undo2 } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { choices, useFilters } from "#features/list/filters.ts";
import { ListScreen } from "#features/list/list-screen.tsx";
import { byId, endless, useList, useNews } from "#features/list/rows.ts";
import { useUrlParam } from "#features/list/url-state.ts";
import { useRegisterCommands } from "#features/shell/commands.ts";
import { MissingScreen } from "#features/shell/missing-screen.tsx";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useMe } from "#features/trpc/use-me.ts";
import { jobCard, useJobColumns } from "./job-columns.tsx";
import { JobStateMark, Rhythm } from "./queue-marks.tsx";
import { ASK_AGAIN_MS, type Job, jobListInput, jobParam, jobParams, jobStates, type Queue } from "./queue-params.ts";
import { useQueueActions } from "./use-queue-actions.ts";
import { useQueues } from "./use-queues.ts";

const JobSheet = dynamic(() => import("./job-sheet.tsx").then((module) => module.JobSheet), { ssr: false });

const beside = ["job"];

function useJobs(queue: string) {
  const utils = trpc.useUtils();
  const filters = useFilters(jobParams);
  const input = jobListInput(queue, filters.params);
  const query = trpc.jobs.list.useInfiniteQuery(input, { ...endless, refetchInterval: ASK_AGAIN_MS });
  const list = useList(query, JSON.stringify(input), byId);
  useNews(list, { of: "job", readAgain: () => void utils.jobs.list.invalidate(), restMs: 1000 });
  return { filters, list };
}

export function QueueScreen({ name }: { name: string }) {
  const t = useTranslations("queues");
  const errors = useTranslations("errors");
  const queues = useQueues();
  const queue = queues.data?.data.find((one) => one.name === name);
  const { filters, list } = useJobs(name);
  const [open, setOpen] = useUrlParam("job", jobParam, "push");
  const columns = useJobColumns();
  const rowName = useMemo(() => (job: Job) => t("jobName", { summary: job.summary || job.id }), [t]);
  if (queues.data && !queue)
    return (
      <MissingScreen
        title={errors("missing.queue")}
        body={errors("missingBody")}
        back={{ href: "/queues", label: t("title") }}
      />
    );
  return (
    <ListScreen
      label={name}
      header={<Header name={name} queue={queue} />}
      list={list}
      filters={{
        ...filters,
        beside,
        choices: (
          <FilterChoice
            name={t("field.state")}
            value={filters.params.state}
            onValueChange={(state) => filters.set({ state })}
            options={choices(
              jobStates,
              (state) => t(`state.${state}`),
              (state) => (
                <JobStateMark state={state} />
              ),
            )}
          />
        ),
      }}
      table={{ columns, rowName, onOpen: (job) => setOpen(job.id), card: jobCard }}
      empty={{
        icon: <ListChecks />,
        title: t("noJobs"),
        body: t(queue?.schedule == null ? "noJobsBody" : "noJobsOfNobody"),
      }}
      noMatch={{ title: t("noneFound"), body: t("noneFoundBody") }}
      beside={open ? <JobSheet id={open} onClose={() => setOpen(null)} /> : null}
    />
  );
}

function Header({ name, queue }: { name: string; queue: Queue | undefined }) {
  const t = useTranslations("queues");
  const mayWrite = useMe().can("jobs:write");
  const { busy, runNow, redriveAll } = useQueueActions();
  const scheduled = mayWrite && queue?.canRunNow === true;
  const parked = mayWrite ? (queue?.parked ?? 0) : 0;
  useRegisterCommands(
    useMemo(
      () => (scheduled ? [{ id: `run-${name}`, label: t("runNow"), icon: Play, run: () => void runNow(name) }] : []),
      // oxlint-disable-next-line react/exhaustive-deps -- its effect is the same in every render
      [scheduled, name, t],
    ),
  );
  return (
    <PageHeader
      back={
        <Link href="/queues" className="hover:text-ink">
          {t("title")}
        </Link>
      }
      title={<span className="font-mono text-lg break-all">{name}</span>}
      meta={
        queue ? (
          <>
            {queue.description} <Rhythm queue={queue} />
          </>
        ) : null
      }
      actions={
        <>
          <OnlyFor scope="jobs:write" what="jobs" />
          {scheduled ? (
            <Button icon={<Play />} busy={busy !== null} onClick={() => void runNow(name)}>
              {t("runNow")}
            </Button>
          ) : null}
          {parked > 0 ? (
            <Button variant="primary" icon={<Undo2 />} busy={busy !== null} onClick={() => void redriveAll(name)}>
              {t("redriveAll")}
            </Button>
          ) : null}
        </>
      }
    />
  );
}
