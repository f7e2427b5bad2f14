"use client";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { ListCard } from "#components/data-table/list-card.tsx";
import { RelativeTime } from "#components/format/time.tsx";
import { JobStateMark } from "./queue-marks.tsx";
import type { Job } from "./queue-params.ts";

export function useJobColumns(): readonly DataColumn<Job>[] {
  const t = useTranslations("queues");
  return useMemo(
    () => [
      { id: "state", header: t("field.state"), width: 130, cell: (job) => <JobStateMark state={job.state} /> },
      { id: "about", header: t("field.about"), primary: true, cell: (job) => <About job={job} /> },
      {
        id: "tries",
        header: t("field.tries"),
        width: 90,
        align: "right",
        cell: (job) => <span className="text-ink-2">{t("job.of", { tries: job.tries, most: job.maxTries })}</span>,
      },
      {
        id: "error",
        header: t("field.error"),
        from: "lg",
        cell: (job) => (
          <span className="text-ink-2" title={job.lastError ?? undefined}>
            {job.lastError}
          </span>
        ),
      },
      {
        id: "created",
        header: t("field.created"),
        width: 130,
        align: "right",
        cell: (job) => <RelativeTime at={job.createdAt} className="text-ink-2" />,
      },
    ],
    [t],
  );
}

const About = ({ job }: { job: Job }) => <span className="font-medium">{job.summary || job.id}</span>;

export const jobCard = (job: Job) => (
  <ListCard
    title={<About job={job} />}
    line={
      <>
        <JobStateMark state={job.state} />
        <span className="truncate">{job.lastError}</span>
      </>
    }
    lineAside={<RelativeTime at={job.createdAt} />}
  />
);
