"use client";
import { useTranslations } from "use-intl";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";

export function HomeSkeleton() {
  const t = useTranslations("home");
  return (
    <ReadingPage>
      <PageHeader title={t("title")} meta={<Skeleton className="my-0.5 inline-block w-40" />} />
      <div className="px-4 md:px-6" data-skeleton="">
        <OverviewToCome />
      </div>
    </ReadingPage>
  );
}

/** The skeleton of figures, sales and activity. */
export function OverviewToCome() {
  const t = useTranslations("ui");
  return (
    <div aria-busy="true">
      <span role="status" className="sr-only">
        {t("loading")}
      </span>
      <Skeleton className="h-25 rounded-lg max-lg:h-75" />
      <div className="grid gap-x-12 pt-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-6">
          <Skeleton className="h-80" />
          <Skeleton className="h-60" />
        </div>
        <Skeleton className="h-96 max-xl:mt-6" />
      </div>
    </div>
  );
}
