"use client";
import { Inbox, Plug, RotateCw, SearchX } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { DataTable } from "#components/data-table/data-table.tsx";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { useRegisterCommands } from "#features/shell/commands.ts";
import { ListPage } from "#features/shell/list-page.tsx";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { QueryError } from "#features/trpc/query-error.tsx";
import { useMe } from "#features/trpc/use-me.ts";
import { BulkMessages } from "./bulk-messages.tsx";
import { InboxCounters } from "./inbox-counters.tsx";
import { InboxFilters } from "./inbox-filters.tsx";
import { isFiltered, type Message } from "./inbox-params.ts";
import { messageCard, useMessageColumns } from "./message-columns.tsx";
import { useMessages } from "./use-messages.ts";

const RetrySinceDialog = dynamic(() => import("./retry-since-dialog.tsx").then((module) => module.RetrySinceDialog), {
  ssr: false,
});

const rowId = (message: Message) => message.id;
const rowHref = (message: Message) => `/inbox/${message.id}`;

export function InboxScreen() {
  const t = useTranslations();
  const mayWrite = useMe().can("webhooks:write");
  const { params, setParams, query, rows, counts, fresh } = useMessages();
  const columns = useMessageColumns();
  const [selected, setSelected] = useState<Record<string, true>>({});
  const [asking, setAsking] = useState(false);
  const rowName = useMemo(() => (row: Message) => t("inbox.rowName", { type: row.type, source: row.source.name }), [t]);
  useRegisterCommands(
    useMemo(
      () =>
        mayWrite
          ? [{ id: "inbox-retry", label: t("inbox.retrySince"), icon: RotateCw, run: () => setAsking(true) }]
          : [],
      [mayWrite, t],
    ),
  );
  return (
    <ListPage>
      <PageHeader
        title={t("inbox.title")}
        actions={
          mayWrite ? (
            <Button icon={<RotateCw />} onClick={() => setAsking(true)}>
              {t("inbox.retrySince")}
            </Button>
          ) : (
            <OnlyFor scope="webhooks:write" what="messages" />
          )
        }
      />
      <InboxCounters counts={counts} params={params} onChoose={(choice) => void setParams(choice)} />
      <InboxFilters params={params} setParams={setParams} />
      <DataTable
        label={t("inbox.title")}
        columns={columns}
        rows={rows}
        rowId={rowId}
        rowName={rowName}
        rowHref={rowHref}
        card={messageCard}
        {...(mayWrite ? { selection: { selected, onSelectedChange: setSelected } } : {})}
        bulkActions={
          <BulkMessages
            selected={rows.filter((row) => selected[row.id])}
            onDone={(failed) => setSelected(Object.fromEntries(failed.map((row) => [row.id, true as const])))}
          />
        }
        loading={query.isPending}
        hasMore={query.hasNextPage}
        loadingMore={query.isFetchingNextPage}
        onLoadMore={() => void query.fetchNextPage()}
        freshIds={fresh}
        scrollKey="inbox"
        empty={
          query.isError ? (
            <QueryError error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <Nothing filtered={isFiltered(params)} onClear={() => void setParams(null)} />
          )
        }
      />
      {asking ? <RetrySinceDialog source={params.source} counts={counts} onClose={() => setAsking(false)} /> : null}
    </ListPage>
  );
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const t = useTranslations();
  if (filtered)
    return (
      <EmptyState
        icon={<SearchX />}
        title={t("inbox.noneFound")}
        body={t("inbox.noneFoundBody")}
        actions={<Button onClick={onClear}>{t("ui.clearAll")}</Button>}
      />
    );
  return (
    <EmptyState
      icon={<Inbox />}
      title={t("inbox.empty")}
      body={t("inbox.emptyBody")}
      actions={
        <Link href="/integrations/sources" className={buttonClass("primary")}>
          <Plug aria-hidden="true" />
          {t("inbox.toSources")}
        </Link>
      }
    />
  );
}
