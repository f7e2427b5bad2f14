"use client";
import { useTranslations } from "use-intl";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { ButtonsToCome, ListSkeleton } from "#features/list/list-skeleton.tsx";
import { useDifferenceColumns } from "./difference-columns.tsx";

/** The skeleton of a comparison. */
export function RunSkeleton() {
  const t = useTranslations("reconciling");
  const header = (
    <PageHeader
      back={t("title")}
      title={t("title")}
      meta={<Skeleton className="my-0.5 inline-block w-72 max-w-full" />}
      actions={<ButtonsToCome count={1} />}
    />
  );
  return (
    <ListSkeleton title={header} columns={useDifferenceColumns()} filters={1}>
      <Skeleton className="mx-4 mb-4 h-16 shrink-0 rounded-lg md:mx-6" />
    </ListSkeleton>
  );
}
