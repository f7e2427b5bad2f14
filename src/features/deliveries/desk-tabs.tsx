"use client";
import { useTranslations } from "use-intl";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { numberFormat } from "#components/format/intl-cache.ts";
import { LinkTabs } from "#components/patterns/link-tabs.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useMe } from "#features/trpc/use-me.ts";

const askAgainMs = 30_000;

/** Tabs: outgoing deliveries, inbound messages and parked jobs. */
export function DeskTabs() {
  const t = useTranslations("deliveries.tab");
  const { locale } = useFormatSettings();
  const mayJobs = useMe().can("jobs:read");
  const inbound = trpc.inbound.counts.useQuery({}, { refetchInterval: askAgainMs }).data?.data ?? [];
  const queues = trpc.jobs.listQueues.useQuery({}, { refetchInterval: askAgainMs, enabled: mayJobs }).data?.data ?? [];
  const count = (sum: number) => (sum === 0 ? undefined : numberFormat(locale, {}).format(sum));
  return (
    <LinkTabs
      label={t("label")}
      className="mb-4"
      tabs={[
        { href: "/deliveries", label: t("outgoing") },
        {
          href: "/inbox?state=failed",
          label: t("inbound"),
          count: count(inbound.reduce((sum, source) => sum + source.failed, 0)),
        },
        ...(mayJobs
          ? [
              {
                href: "/queues",
                label: t("queues"),
                count: count(queues.reduce((sum, queue) => sum + queue.parked, 0)),
              },
            ]
          : []),
      ]}
    />
  );
}
