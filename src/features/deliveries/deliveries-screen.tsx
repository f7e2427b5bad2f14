"use client";
import { CircleCheckBig, History, RotateCw, SearchX, Send } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useQueryStates } from "nuqs";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { DataTable } from "#components/data-table/data-table.tsx";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { BulkActions } from "#features/deliveries/bulk-actions.tsx";
import { deliveryCard, useDeliveryColumns } from "#features/deliveries/delivery-columns.tsx";
import { DeliveryFilters } from "#features/deliveries/delivery-filters.tsx";
import {
  type Delivery,
  type DeliveryParams,
  deliveryParams,
  isFiltered,
} from "#features/deliveries/delivery-params.ts";
import { DeskTabs } from "#features/deliveries/desk-tabs.tsx";
import { DeskTiles } from "#features/deliveries/desk-tiles.tsx";
import { useDeliveries, useOverview } from "#features/deliveries/use-deliveries.ts";
import { type Command, useRegisterCommands } from "#features/shell/commands.ts";
import { ListPage } from "#features/shell/list-page.tsx";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { QueryError } from "#features/trpc/query-error.tsx";
import { useMe } from "#features/trpc/use-me.ts";

const RetryFailedDialog = dynamic(
  () => import("#features/deliveries/retry-failed-dialog.tsx").then((module) => module.RetryFailedDialog),
  { ssr: false },
);
const ReplayDialog = dynamic(
  () => import("#features/deliveries/replay-dialog.tsx").then((module) => module.ReplayDialog),
  { ssr: false },
);

const rowId = (delivery: Delivery) => delivery.id;
const rowHref = (delivery: Delivery) => `/deliveries/${delivery.id}`;

type Asking = "retry" | "replay" | null;

export function DeliveriesScreen() {
  const t = useTranslations("deliveries");
  const { timeZone } = useFormatSettings();
  const mayWrite = useMe().can("webhooks:write");
  const [params, setParams] = useQueryStates(deliveryParams);
  const { query, rows, fresh } = useDeliveries(params, timeZone);
  const overview = useOverview();
  const columns = useDeliveryColumns(true);
  const [asking, setAsking] = useState<Asking>(null);
  const listName = JSON.stringify(params);
  const [selection, setSelection] = useState<{ of: string; ids: Record<string, true> }>({ of: listName, ids: {} });
  const selected = selection.of === listName ? selection.ids : {};
  const setSelected = (ids: Record<string, true>) => setSelection({ of: listName, ids });
  const rowName = useMemo(
    () => (delivery: Delivery) => t("rowName", { type: delivery.type, subject: delivery.subjectLabel ?? "" }),
    [t],
  );
  useDeskCommands(mayWrite, setAsking);
  return (
    <ListPage>
      <PageHeader
        title={t("title")}
        className="pb-1"
        actions={
          mayWrite ? (
            <>
              <Button icon={<History />} onClick={() => setAsking("replay")}>
                {t("replay.open")}
              </Button>
              <Button icon={<RotateCw />} onClick={() => setAsking("retry")} keys="r">
                {t("retryFailed.open")}
              </Button>
            </>
          ) : (
            <OnlyFor scope="webhooks:write" what="deliveries" />
          )
        }
      />
      <DeskTabs />
      <DeskTiles overview={overview.data} />
      <DeliveryFilters
        params={params}
        setParams={(next) => void setParams(next)}
        subjectName={params.subject ? (rows[0]?.subjectLabel ?? null) : null}
      />
      <DataTable
        label={t("title")}
        columns={columns}
        rows={rows}
        rowId={rowId}
        rowName={rowName}
        rowHref={rowHref}
        card={deliveryCard}
        {...(mayWrite ? { selection: { selected, onSelectedChange: setSelected } } : {})}
        bulkActions={
          <BulkActions
            selected={rows.filter((row) => selected[row.id])}
            onDone={(failed) => setSelected(Object.fromEntries(failed.map((row) => [row.id, true as const])))}
          />
        }
        loading={query.isPending}
        hasMore={query.hasNextPage}
        loadingMore={query.isFetchingNextPage}
        onLoadMore={() => void query.fetchNextPage()}
        freshIds={fresh}
        scrollKey={`deliveries ${listName}`}
        empty={
          query.isError ? (
            <QueryError error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <NothingHere params={params} mayWrite={mayWrite} onClear={() => void setParams(null)} />
          )
        }
      />
      {asking === "retry" ? (
        <RetryFailedDialog endpointId={params.endpoint} onClose={() => setAsking(null)} />
      ) : asking === "replay" ? (
        <ReplayDialog endpointId={params.endpoint} onClose={() => setAsking(null)} />
      ) : null}
    </ListPage>
  );
}

function useDeskCommands(mayWrite: boolean, ask: (asking: Asking) => void) {
  const t = useTranslations("deliveries");
  useShortcut({ keys: "r", label: t("retryFailed.open"), group: "page", run: () => ask("retry") }, mayWrite);
  useRegisterCommands(
    useMemo<Command[]>(
      () =>
        mayWrite
          ? [
              { id: "retry-failed", label: t("retryFailed.open"), icon: RotateCw, keys: "r", run: () => ask("retry") },
              { id: "replay", label: t("replay.open"), icon: History, run: () => ask("replay") },
            ]
          : [],
      [t, mayWrite, ask],
    ),
  );
}

type NothingHereProps = { params: DeliveryParams; mayWrite: boolean; onClear: () => void };

function NothingHere({ params, mayWrite, onClear }: NothingHereProps) {
  const t = useTranslations();
  const clear = <Button onClick={onClear}>{t("ui.clearAll")}</Button>;
  if (params.state === "failed" || params.state === "retrying") {
    return (
      <EmptyState
        icon={<CircleCheckBig />}
        title={t(`deliveries.none.${params.state}`)}
        body={t("deliveries.none.goodBody")}
        actions={clear}
      />
    );
  }
  if (isFiltered(params)) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={t("deliveries.none.found")}
        body={t("deliveries.none.foundBody")}
        actions={clear}
      />
    );
  }
  return (
    <EmptyState
      icon={<Send />}
      title={t("deliveries.none.title")}
      body={t("deliveries.none.body")}
      actions={
        mayWrite ? (
          <Link href="/integrations/webhooks/new" className={buttonClass("primary")}>
            {t("deliveries.none.add")}
          </Link>
        ) : null
      }
    />
  );
}
