"use client";
import { CircleCheckBig, Webhook } from "lucide-react";
import { useTranslations } from "use-intl";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { shortUrl } from "#features/deliveries/delivery-params.ts";
import { IntegrationsHeader } from "#features/integrations/integrations-header.tsx";
import { useCreateAction } from "#features/list/create-action.tsx";
import { choices, useFilters } from "#features/list/filters.ts";
import { ListScreen } from "#features/list/list-screen.tsx";
import { byId, endless, useList, useNews } from "#features/list/rows.ts";
import { trpc } from "#features/trpc/client.ts";
import { endpointCard, useEndpointColumns } from "#features/webhooks/endpoint-columns.tsx";
import { type Endpoint, endpointListInput, endpointParams, healthFilters } from "#features/webhooks/endpoint-params.ts";

const rowName = (endpoint: Endpoint) => endpoint.description || shortUrl(endpoint.url);
const rowHref = (endpoint: Endpoint) => `/integrations/webhooks/${endpoint.id}`;

/** Endpoint health emits no events; it is polled at this interval. */
const askAgainMs = 10_000;

export function EndpointsScreen() {
  const t = useTranslations("webhooks");
  const utils = trpc.useUtils();
  const filters = useFilters(endpointParams);
  const { health } = filters.params;
  const input = endpointListInput(filters.params);
  const query = trpc.webhooks.listEndpoints.useInfiniteQuery(input, { ...endless, refetchInterval: askAgainMs });
  const list = useList(query, JSON.stringify(input), byId);
  const readAgain = () => void utils.webhooks.listEndpoints.invalidate();
  useNews(list, { of: "webhook_endpoint", readAgain, restMs: 1000 });
  const create = useCreateAction({
    href: "/integrations/webhooks/new",
    label: t("new"),
    scope: "webhooks:write",
    what: "endpoints",
  });
  return (
    <ListScreen
      label={t("title")}
      header={<IntegrationsHeader actions={create.button} />}
      list={list}
      filters={{
        ...filters,
        choices: (
          <FilterChoice
            name={t("field.health")}
            value={health}
            onValueChange={(chosen) => filters.set({ health: chosen })}
            options={choices(healthFilters, (one) => t(`filter.${one}`))}
          />
        ),
      }}
      table={{ columns: useEndpointColumns(), rowName, rowHref, card: endpointCard }}
      empty={{ icon: <Webhook />, title: t("empty"), body: t("emptyBody"), actions: create.inEmpty }}
      noMatch={health === "failing" ? { icon: <CircleCheckBig />, title: t("noneFailing") } : { title: t("noneFound") }}
    />
  );
}
