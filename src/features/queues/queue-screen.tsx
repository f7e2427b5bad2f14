"use client";
import { keepPreviousData } from "@tanstack/react-query";
import { ListChecks, Play, SearchX, Undo2 } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useQueryState, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { DataTable } from "#components/data-table/data-table.tsx";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { useRegisterCommands } from "#features/shell/commands.ts";
import { FilterRow } from "#features/shell/filter-row.tsx";
import { ListPage } from "#features/shell/list-page.tsx";
import { MissingScreen } from "#features/shell/missing-screen.tsx";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { useCalm } from "#features/shell/use-calm.ts";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import { useMe } from "#features/trpc/use-me.ts";
import { jobCard, useJobColumns } from "./job-columns.tsx";
import { JobStateMark, Rhythm } from "./queue-marks.tsx";
import { ASK_AGAIN_MS, type Job, jobListInput, jobParam, jobParams, jobStates, type Queue } from "./queue-params.ts";
import { useQueues } from "./queues-screen.tsx";
import { useQueueActions } from "./use-queue-actions.ts";

const JobSheet = dynamic(() => import("./job-sheet.tsx").then((module) => module.JobSheet), { ssr: false });

const beside = ["job"];
const rowId = (job: Job) => job.id;

function useJobs(queue: string) {
  const utils = trpc.useUtils();
  const [params, setParams] = useQueryStates(jobParams);
  const query = trpc.jobs.list.useInfiniteQuery(jobListInput(queue, params), {
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ASK_AGAIN_MS,
  });
  const readAgain = useCalm(() => void utils.jobs.list.invalidate(), 1000);
  useLive((events) => {
    if (events.some(({ subjectType }) => subjectType === "job")) readAgain();
  });
  return { params, setParams, query, rows: query.data?.pages.flatMap((page) => page.data) ?? [] };
}

export function QueueScreen({ name }: { name: string }) {
  const t = useTranslations();
  const queues = useQueues();
  const queue = queues.data?.data.find((one) => one.name === name);
  const { params, setParams, query, rows } = useJobs(name);
  const [open, setOpen] = useQueryState("job", jobParam.withOptions({ history: "push" }));
  const columns = useJobColumns();
  const rowName = useMemo(() => (job: Job) => t("queues.jobName", { summary: job.summary || job.id }), [t]);
  if (queues.data && !queue)
    return (
      <MissingScreen
        title={t("errors.missing.queue")}
        body={t("errors.missingBody")}
        back={{ href: "/queues", label: t("queues.title") }}
      />
    );
  return (
    <ListPage>
      <Header name={name} queue={queue} />
      <FilterRow parsers={jobParams} beside={beside} clear={params.state ? () => void setParams(null) : null}>
        <FilterChoice
          name={t("queues.field.state")}
          value={params.state}
          onValueChange={(state) => void setParams({ state })}
          options={jobStates.map((value) => ({
            value,
            text: t(`queues.state.${value}`),
            label: <JobStateMark state={value} />,
          }))}
        />
      </FilterRow>
      <DataTable
        label={name}
        columns={columns}
        rows={rows}
        rowId={rowId}
        rowName={rowName}
        onOpen={(job) => void setOpen(job.id)}
        card={jobCard}
        loading={query.isPending}
        hasMore={query.hasNextPage}
        loadingMore={query.isFetchingNextPage}
        onLoadMore={() => void query.fetchNextPage()}
        scrollKey={`queue ${name}`}
        empty={
          query.isError ? (
            <QueryError error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <Nothing
              filtered={params.state !== null}
              scheduled={queue?.schedule != null}
              onClear={() => void setParams(null)}
            />
          )
        }
      />
      {open ? <JobSheet id={open} onClose={() => void setOpen(null)} /> : null}
    </ListPage>
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
      // oxlint-disable-next-line react/exhaustive-deps -- what it does is the same whichever render it is of
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

type NothingProps = { filtered: boolean; scheduled: boolean; onClear: () => void };

function Nothing({ filtered, scheduled, onClear }: NothingProps) {
  const t = useTranslations();
  if (filtered)
    return (
      <EmptyState
        icon={<SearchX />}
        title={t("queues.noneFound")}
        body={t("queues.noneFoundBody")}
        actions={<Button onClick={onClear}>{t("ui.clearAll")}</Button>}
      />
    );
  return (
    <EmptyState
      icon={<ListChecks />}
      title={t("queues.noJobs")}
      body={t(scheduled ? "queues.noJobsOfNobody" : "queues.noJobsBody")}
    />
  );
}
