"use client";
import { useTranslations } from "use-intl";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { ListSkeleton } from "#features/list/list-skeleton.tsx";
import { useJobColumns } from "./job-columns.tsx";

/** The skeleton of a queue. */
export function QueueSkeleton() {
  const t = useTranslations("queues");
  const header = (
    <PageHeader
      back={t("title")}
      title={<Skeleton className="h-6.5 w-52" />}
      meta={<Skeleton className="my-0.5 inline-block w-72 max-w-full" />}
    />
  );
  return <ListSkeleton title={header} columns={useJobColumns()} filters={1} />;
}
