"use client";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { pagesFor } from "#features/settings/settings-header.tsx";
import { useMe } from "#features/trpc/use-me.ts";

export function SettingsScreen() {
  const t = useTranslations("settings");
  const { can } = useMe();
  return (
    <ReadingPage>
      <PageHeader title={t("title")} />
      <ul className="grid gap-2 px-4 sm:grid-cols-2 md:px-6 xl:grid-cols-3">
        {pagesFor(can).map(({ id, href, icon: Icon }) => (
          <li key={id}>
            <Link
              href={href}
              className="flex h-full min-h-18 items-center gap-3 rounded-lg border bg-surface p-3 transition-colors hover:bg-hover"
            >
              <span className="grid size-9 shrink-0 place-items-center rounded-md bg-sunken text-ink-2 [&_svg]:size-4">
                <Icon aria-hidden="true" />
              </span>
              <span className="min-w-0 flex-1">
                <span className="block text-sm font-medium">{t(`pages.${id}.name`)}</span>
                <span className="block text-sm text-ink-2">{t(`pages.${id}.hint`)}</span>
              </span>
              <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
            </Link>
          </li>
        ))}
      </ul>
    </ReadingPage>
  );
}
