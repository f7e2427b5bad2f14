"use client";
import { keepPreviousData } from "@tanstack/react-query";
import { CircleCheckBig, Plus, SearchX, Webhook } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { DataTable } from "#components/data-table/data-table.tsx";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { shortUrl } from "#features/deliveries/delivery-params.ts";
import { IntegrationsHeader } from "#features/integrations/integrations-header.tsx";
import { type Command, useRegisterCommands } from "#features/shell/commands.ts";
import { FilterRow } from "#features/shell/filter-row.tsx";
import { ListPage } from "#features/shell/list-page.tsx";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import { useMe } from "#features/trpc/use-me.ts";
import { endpointCard, useEndpointColumns } from "#features/webhooks/endpoint-columns.tsx";
import { type Endpoint, endpointListInput, endpointParams, healthFilters } from "#features/webhooks/endpoint-params.ts";

const rowId = (endpoint: Endpoint) => endpoint.id;
const rowName = (endpoint: Endpoint) => endpoint.description || shortUrl(endpoint.url);
const rowHref = (endpoint: Endpoint) => `/integrations/webhooks/${endpoint.id}`;

/** How endpoints do makes no events; it is asked for this often. */
const askAgainMs = 10_000;

function useEndpoints() {
  const utils = trpc.useUtils();
  const [params, setParams] = useQueryStates(endpointParams);
  const query = trpc.webhooks.listEndpoints.useInfiniteQuery(endpointListInput(params), {
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: askAgainMs,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data]);
  useLive((events) => {
    if (events.some((event) => event.subjectType === "webhook_endpoint"))
      void utils.webhooks.listEndpoints.invalidate();
  });
  return { params, setParams, query, rows };
}

export function EndpointsScreen() {
  const t = useTranslations();
  const router = useRouter();
  const mayWrite = useMe().can("webhooks:write");
  const { params, setParams, query, rows } = useEndpoints();
  const columns = useEndpointColumns();
  const create = () => router.push("/integrations/webhooks/new");
  useShortcut({ keys: "n", label: t("webhooks.new"), group: "page", run: create }, mayWrite);
  useRegisterCommands(
    useMemo<Command[]>(
      () =>
        mayWrite
          ? [
              {
                id: "new-endpoint",
                label: t("webhooks.new"),
                icon: Plus,
                keys: "n",
                run: () => router.push("/integrations/webhooks/new"),
              },
            ]
          : [],
      [t, mayWrite, router],
    ),
  );
  const add = mayWrite ? (
    <Link href="/integrations/webhooks/new" className={buttonClass("primary")}>
      <Plus />
      {t("webhooks.new")}
      <Kbd keys="n" tone="inherit" className="ml-1 opacity-70 coarse:hidden" />
    </Link>
  ) : null;
  return (
    <ListPage>
      <IntegrationsHeader actions={add ?? <OnlyFor scope="webhooks:write" what="endpoints" />} />
      <FilterRow parsers={endpointParams} clear={params.health ? () => void setParams(null) : null}>
        <FilterChoice
          name={t("webhooks.field.health")}
          value={params.health}
          onValueChange={(health) => void setParams({ health })}
          options={healthFilters.map((health) => ({
            value: health,
            text: t(`webhooks.filter.${health}`),
            label: t(`webhooks.filter.${health}`),
          }))}
        />
      </FilterRow>
      <DataTable
        label={t("webhooks.title")}
        columns={columns}
        rows={rows}
        rowId={rowId}
        rowName={rowName}
        rowHref={rowHref}
        card={endpointCard}
        loading={query.isPending}
        hasMore={query.hasNextPage}
        loadingMore={query.isFetchingNextPage}
        onLoadMore={() => void query.fetchNextPage()}
        scrollKey="endpoints"
        empty={
          query.isError ? (
            <QueryError error={query.error} onRetry={() => void query.refetch()} />
          ) : params.health ? (
            <EmptyState
              icon={params.health === "failing" ? <CircleCheckBig /> : <SearchX />}
              title={t(params.health === "failing" ? "webhooks.noneFailing" : "webhooks.noneFound")}
              actions={<Button onClick={() => void setParams(null)}>{t("ui.clear")}</Button>}
            />
          ) : (
            <EmptyState icon={<Webhook />} title={t("webhooks.empty")} body={t("webhooks.emptyBody")} actions={add} />
          )
        }
      />
    </ListPage>
  );
}
