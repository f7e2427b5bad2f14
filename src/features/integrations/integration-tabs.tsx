"use client";
import { useTranslations } from "use-intl";
import { LinkTabs } from "#components/patterns/link-tabs.tsx";

const kinds = ["webhooks", "sources"] as const;

/** Under the heading of each list of integrations. */
export function IntegrationTabs() {
  const t = useTranslations("integrations.tabs");
  return (
    <LinkTabs
      label={t("label")}
      tabs={kinds.map((kind) => ({ href: `/integrations/${kind}`, label: t(kind) }))}
      className="mb-3"
    />
  );
}
