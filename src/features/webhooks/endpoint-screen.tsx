"use client";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { Tab, TabList, TabPanel, Tabs } from "#components/ui/tabs.tsx";
import { shortUrl } from "#features/deliveries/delivery-params.ts";
import { Detail } from "#features/list/detail.tsx";
import { ReadingPage } from "#features/list/list-page.tsx";
import { choiceParam } from "#features/list/url-params.ts";
import { useUrlParam } from "#features/list/url-state.ts";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { DetailSkeleton } from "#features/shell/page-skeletons.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { useMe } from "#features/trpc/use-me.ts";
import { EndpointActions } from "#features/webhooks/endpoint-actions.tsx";
import { HealthMark } from "#features/webhooks/endpoint-marks.tsx";
import { EndpointOverview } from "#features/webhooks/endpoint-overview.tsx";
import { type Endpoint, latestInput } from "#features/webhooks/endpoint-params.ts";

const EndpointSettingsForm = dynamic(
  () => import("#features/webhooks/endpoint-settings.tsx").then((module) => module.EndpointSettingsForm),
  { ssr: false, loading: () => <Skeleton className="h-96" /> },
);

const tabs = ["overview", "settings"] as const;
const tabParam = choiceParam(tabs).withDefault("overview");

/** An endpoint's health emits no events; it is polled at this interval. */
const askAgainMs = 5000;

export function EndpointScreen({ id }: { id: string }) {
  const t = useTranslations("webhooks");
  const utils = trpc.useUtils();
  const query = trpc.webhooks.getEndpoint.useQuery({ id }, { refetchInterval: askAgainMs });
  useLive((events) => {
    if (!events.some((event) => event.subjectId === id)) return;
    void utils.webhooks.getEndpoint.invalidate({ id });
    void utils.webhooks.listDeliveries.invalidate(latestInput(id));
  });
  return (
    <Detail
      query={query}
      what="endpoint"
      back={{ href: "/integrations/webhooks", label: t("title") }}
      skeleton={<DetailSkeleton back={t("title")} layout="one" actions={2} figures />}
    >
      {(endpoint) => <EndpointBody endpoint={endpoint} />}
    </Detail>
  );
}

function EndpointBody({ endpoint }: { endpoint: Endpoint }) {
  const t = useTranslations("webhooks");
  const mayWrite = useMe().can("webhooks:write");
  const [tab, setTab] = useUrlParam("tab", tabParam);
  const show = (value: string) => setTab(tabs.find((one) => one === value) ?? null);
  return (
    <ReadingPage>
      <PageHeader
        back={
          <Link href="/integrations/webhooks" className="hover:text-ink">
            {t("title")}
          </Link>
        }
        title={<span className="break-all">{endpoint.description || shortUrl(endpoint.url)}</span>}
        marks={<HealthMark endpoint={endpoint} />}
        meta={
          <span className="flex items-center gap-1">
            <span className="min-w-0 break-all">{endpoint.url}</span>
            <CopyButton value={endpoint.url} label={t("copyUrl")} />
          </span>
        }
        actions={
          mayWrite ? <EndpointActions endpoint={endpoint} /> : <OnlyFor scope="webhooks:write" what="endpoints" />
        }
      />
      <Tabs value={mayWrite ? tab : "overview"} onValueChange={show} className="px-4 md:px-6">
        {mayWrite ? (
          <TabList>
            {tabs.map((one) => (
              <Tab key={one} value={one}>
                {t(`tab.${one}`)}
              </Tab>
            ))}
          </TabList>
        ) : null}
        <TabPanel value="overview">
          <EndpointOverview endpoint={endpoint} mayWrite={mayWrite} />
        </TabPanel>
        <TabPanel value="settings">
          <div className="max-w-5xl">
            <EndpointSettingsForm endpoint={endpoint} />
          </div>
        </TabPanel>
      </Tabs>
    </ReadingPage>
  );
}
