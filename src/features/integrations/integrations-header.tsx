"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { LinkTabs } from "#components/patterns/link-tabs.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";

const kinds = ["webhooks", "sources", "keys", "apis", "erp"] as const;

/** The header of each integrations list: the page's title and links to the other lists. */
export function IntegrationsHeader({ actions }: { actions?: ReactNode }) {
  const t = useTranslations("integrations");
  return (
    <>
      <PageHeader title={t("title")} actions={actions} className="pb-1" />
      <LinkTabs
        label={t("title")}
        tabs={kinds.map((kind) => ({ href: `/integrations/${kind}`, label: t(`tab.${kind}`) }))}
        className="mb-4"
      />
    </>
  );
}
