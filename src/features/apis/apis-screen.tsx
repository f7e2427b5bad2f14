"use client";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Badge } from "#components/ui/badge.tsx";
import { IntegrationsHeader } from "#features/integrations/integrations-header.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { type ApiAddresses, apis } from "./apis.ts";

/** Every transport that programs may use. */
export function ApisScreen({ addresses }: { addresses: ApiAddresses }) {
  const t = useTranslations("apis");
  return (
    <ReadingPage>
      <IntegrationsHeader />
      <ul className="grid gap-px px-4 md:px-6 [&>*]:min-w-0" aria-label={t("title")}>
        {apis.map(({ id, icon: Icon }) => (
          <li key={id} className="border-b">
            <Link
              href={`/integrations/apis/${id}`}
              className="flex min-h-16 items-center gap-4 py-3 hover:bg-hover focus-visible:-outline-offset-2"
            >
              <Icon className="size-5 shrink-0 text-ink-3" aria-hidden="true" />
              <span className="min-w-0 flex-1">
                <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm font-medium">
                  {t(`name.${id}`)}
                  {addresses[id] === undefined ? <Badge>{t("off.badge")}</Badge> : null}
                </span>
                <span className="mt-0.5 block text-sm text-ink-2">{t(`purpose.${id}`)}</span>
                {addresses[id] === undefined ? null : (
                  <span className="mt-0.5 block truncate font-mono text-xs text-ink-3">{addresses[id].address}</span>
                )}
              </span>
              <ChevronRight className="size-4 shrink-0 text-ink-3" aria-hidden="true" />
            </Link>
          </li>
        ))}
      </ul>
    </ReadingPage>
  );
}
