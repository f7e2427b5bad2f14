"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { PageHeader } from "#components/patterns/page-header.tsx";

const tabs = ["webhooks", "sources"] as const;

/** Over each list of the integrations: the page's name and the way to its other lists. */
export function IntegrationsHeader({ actions }: { actions?: ReactNode }) {
  const t = useTranslations("integrations");
  const pathname = usePathname();
  return (
    <>
      <PageHeader title={t("title")} actions={actions} className="pb-1" />
      <nav aria-label={t("title")} className="mb-4 flex gap-4 overflow-x-auto border-b px-4 md:px-6">
        {tabs.map((tab) => {
          const current = pathname.startsWith(`/integrations/${tab}`);
          return (
            <Link
              key={tab}
              href={`/integrations/${tab}`}
              aria-current={current ? "page" : undefined}
              className={cx(
                "-mb-px flex h-9 items-center border-b-2 text-sm font-medium whitespace-nowrap transition-colors focus-visible:-outline-offset-2 coarse:h-11",
                current ? "border-ink text-ink" : "border-transparent text-ink-2 hover:text-ink",
              )}
            >
              {t(`tab.${tab}`)}
            </Link>
          );
        })}
      </nav>
    </>
  );
}
