"use client";
import { useTranslations } from "use-intl";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { settingsPages } from "#features/settings/settings-pages.ts";

export default function Loading() {
  const t = useTranslations();
  return (
    <ReadingPage>
      <PageHeader title={t("settings.title")} />
      <div aria-busy="true" data-skeleton="" className="grid gap-2 px-4 sm:grid-cols-2 md:px-6 xl:grid-cols-3">
        <span role="status" className="sr-only">
          {t("ui.loading")}
        </span>
        {settingsPages.map(({ id }) => (
          <Skeleton key={id} className="h-18 rounded-lg" />
        ))}
      </div>
    </ReadingPage>
  );
}
