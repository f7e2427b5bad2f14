"use client";
import { useTranslations } from "use-intl";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { SettingsHeader } from "#features/settings/settings-header.tsx";

/** The skeleton of a settings page that is a form: description left, fields right. */
export function SettingsSkeleton({ parts }: { parts: number }) {
  const t = useTranslations("ui");
  return (
    <ReadingPage>
      <SettingsHeader />
      <div className="grid max-w-5xl gap-6 px-4 md:px-6" aria-busy="true" data-skeleton="">
        <span role="status" className="sr-only">
          {t("loading")}
        </span>
        {Array.from({ length: parts }, (_, part) => (
          <div
            key={part}
            className="grid gap-4 border-t pt-6 first:border-t-0 first:pt-0 lg:grid-cols-[14rem_1fr] lg:gap-8"
          >
            <Skeleton className="h-5 w-28" />
            <div className="grid gap-4">
              <Skeleton className="h-8 rounded-md coarse:h-10" />
              <Skeleton className="h-8 rounded-md coarse:h-10" />
            </div>
          </div>
        ))}
      </div>
    </ReadingPage>
  );
}
