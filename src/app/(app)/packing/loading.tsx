"use client";
import { useTranslations } from "use-intl";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

export default function Loading() {
  const t = useTranslations("packing");
  return (
    <>
      <PageHeader title={t("title")} />
      <div aria-busy="true" className="grid max-w-sm gap-4 px-4 md:px-6">
        <Skeleton className="h-8" />
        <Skeleton className="h-8" />
        <Skeleton className="h-10 w-32" />
      </div>
    </>
  );
}
