"use client";
import { Ban, RotateCw, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { numberFormat } from "#components/format/intl-cache.ts";
import { DateTime } from "#components/format/time.tsx";
import { CodeBlock } from "#components/patterns/code-block.tsx";
import { Description, DescriptionList } from "#components/patterns/section.tsx";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { notify } from "#components/ui/notify.ts";
import { Sheet } from "#components/ui/sheet.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useReportFailure } from "#features/trpc/failure.ts";
import { useLive } from "#features/trpc/live.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import { useMe } from "#features/trpc/use-me.ts";
import { JobStateMark } from "./queue-marks.tsx";
import { ASK_AGAIN_MS, type JobDetail, type JobState } from "./queue-params.ts";

const retriable = new Set<JobState>(["waiting", "retrying", "failed", "cancelled"]);
const cancellable = new Set<JobState>(["waiting", "retrying", "active", "parked"]);
const mayAct = ({ state }: JobDetail): boolean => retriable.has(state) || cancellable.has(state);

type JobSheetProps = { id: string; onClose: () => void };

/** One job: its payload, its attempts, and its actions. */
export function JobSheet({ id, onClose }: JobSheetProps) {
  const t = useTranslations("queues.job");
  const utils = trpc.useUtils();
  const query = trpc.jobs.get.useQuery({ id }, { refetchInterval: ASK_AGAIN_MS, retry: false });
  const mayWrite = useMe().can("jobs:write");
  useLive((events) => {
    if (events.some(({ subjectId }) => subjectId === id)) void utils.jobs.get.invalidate({ id });
  });
  const job = query.data;
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={job?.summary || t("title")}
      description={<span className="font-mono text-xs">{job?.queue}</span>}
      footer={
        job && mayAct(job) ? (
          mayWrite ? (
            <Actions job={job} onGone={onClose} />
          ) : (
            <OnlyFor scope="jobs:write" what="jobs" />
          )
        ) : null
      }
    >
      {query.isError && !job ? (
        <QueryError error={query.error} onRetry={() => void query.refetch()} />
      ) : job ? (
        <Body job={job} />
      ) : (
        <Skeleton className="h-48" />
      )}
    </Sheet>
  );
}

function Body({ job }: { job: JobDetail }) {
  const t = useTranslations("queues.job");
  const { startedAt, finishedAt } = job;
  return (
    <div className="grid gap-5">
      <DescriptionList>
        <Description term={t("tries")}>
          <span className="flex flex-wrap items-center gap-x-3">
            <JobStateMark state={job.state} />
            <span className="tnum text-ink-2">{t("of", { tries: job.tries, most: job.maxTries })}</span>
          </span>
        </Description>
        <Moment term={t("created")} at={job.createdAt} />
        <Moment term={t("due")} at={job.dueAt} />
        <Moment term={t("started")} at={startedAt} />
        <Moment term={t("finished")} at={finishedAt} />
        {startedAt && finishedAt && finishedAt >= startedAt ? (
          <Description term={t("took")}>
            <Took ms={Date.parse(finishedAt) - Date.parse(startedAt)} />
          </Description>
        ) : null}
        <Description term={t("priority")}>
          <span className="tnum">{job.priority}</span>
        </Description>
        {job.eventId ? (
          <Description term={t("event")}>
            <span className="flex items-center gap-1">
              <span className="font-mono text-xs break-all">{job.eventId}</span>
              <CopyButton value={job.eventId} />
            </span>
          </Description>
        ) : null}
      </DescriptionList>
      {job.lastError ? (
        <Part title={t("error")}>
          <CodeBlock label={t("error")} text={job.lastError} wrap />
        </Part>
      ) : null}
      <Part title={t("payload")}>
        <CodeBlock label={t("payload")} text={JSON.stringify(job.payload, null, 2) ?? ""} wrap />
      </Part>
    </div>
  );
}

function Moment({ term, at }: { term: string; at: string | null }) {
  if (at === null) return null;
  return (
    <Description term={term}>
      <DateTime at={at} style="full" />
    </Description>
  );
}

function Took({ ms }: { ms: number }) {
  const { locale } = useFormatSettings();
  const [value, unit] = ms < 1000 ? [ms, "millisecond"] : [ms / 1000, "second"];
  return (
    <span className="tnum">
      {numberFormat(locale, { style: "unit", unit, maximumFractionDigits: 1 }).format(value)}
    </span>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-1.5">
      <h3 className="text-sm font-medium">{title}</h3>
      {children}
    </section>
  );
}

function Actions({ job, onGone }: { job: JobDetail; onGone: () => void }) {
  const t = useTranslations("queues");
  const utils = trpc.useUtils();
  const reportFailure = useReportFailure();
  const settled = () => void utils.jobs.invalidate();
  const retry = trpc.jobs.retry.useMutation({
    onSuccess: () => notify.done(t("job.retried")),
    onError: (error) => reportFailure(t("job.notRetried"), error),
    onSettled: settled,
  });
  const cancel = trpc.jobs.cancel.useMutation({
    onSuccess: () => notify.done(t("job.cancelled")),
    onError: (error) => reportFailure(t("job.notCancelled"), error),
    onSettled: settled,
  });
  const redrive = trpc.jobs.redrive.useMutation({
    onSuccess: ({ queue }) => {
      notify.done(t("job.redriven", { queue }));
      onGone();
    },
    onError: (error) => reportFailure(t("notRedriven"), error),
    onSettled: settled,
  });
  const { id, state } = job;
  return (
    <>
      {cancellable.has(state) ? (
        <Button variant="danger-ghost" icon={<Ban />} busy={cancel.isPending} onClick={() => cancel.mutate({ id })}>
          {t("job.cancel")}
        </Button>
      ) : null}
      {retriable.has(state) ? (
        <Button variant="primary" icon={<RotateCw />} busy={retry.isPending} onClick={() => retry.mutate({ id })}>
          {t("job.retry")}
        </Button>
      ) : null}
      {state === "parked" ? (
        <Button variant="primary" icon={<Undo2 />} busy={redrive.isPending} onClick={() => redrive.mutate({ id })}>
          {t("redrive")}
        </Button>
      ) : null}
    </>
  );
}
