"use client";
import { useTranslations } from "use-intl";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";

export default function Loading() {
  const t = useTranslations("packing");
  return (
    <>
      <PageHeader title={t("title")} />
      <div className="grid max-w-md gap-4 px-4 pb-6 md:px-6" aria-busy="true" data-skeleton="">
        <div>
          <h2 className="font-medium">{t("open.title")}</h2>
          <p className="mt-1 text-sm text-ink-2">{t("open.body")}</p>
        </div>
        <Skeleton className="h-14" />
        <Skeleton className="h-19" />
        <Skeleton className="h-10 w-32" />
      </div>
    </>
  );
}
