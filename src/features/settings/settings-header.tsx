"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { LinkTabs } from "#components/patterns/link-tabs.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import type { Scope } from "#core/kernel/actor.ts";
import { settingsPages } from "#features/settings/settings-pages.ts";

type SettingsHeaderProps = {
  actions?: ReactNode;
  /** Whether the visitor may open a page; absent in a skeleton, which knows nobody: all are shown. */
  can?: (scope: Scope) => boolean;
};

/** The pages that somebody may open. */
export const pagesFor = (can: (scope: Scope) => boolean) =>
  settingsPages.filter(({ needs }) => needs === undefined || can(needs));

/** The header of each page of the settings: the title and links to the others. */
export function SettingsHeader({ actions, can = () => true }: SettingsHeaderProps) {
  const t = useTranslations("settings");
  return (
    <>
      <PageHeader title={t("title")} actions={actions} className="pb-1" />
      <LinkTabs
        label={t("title")}
        tabs={pagesFor(can)
          .filter(({ elsewhere }) => elsewhere !== true)
          .map(({ id, href }) => ({ href, label: t(`pages.${id}.name`) }))}
        className="mb-4"
      />
    </>
  );
}
