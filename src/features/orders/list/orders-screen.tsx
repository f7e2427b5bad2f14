"use client";
import { Plus, SearchX, ShoppingBag } from "lucide-react";
import Link from "next/link";
import { type UIEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { DataTable } from "#components/data-table/data-table.tsx";
import { useFormatSettings } from "#components/format/format-context.tsx";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { ListPage } from "#features/shell/list-page.tsx";
import { useSettled } from "#features/shell/use-settled.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import { useMe } from "#features/trpc/use-me.ts";
import { SendDesk } from "../bulk/send-desk.tsx";
import type { OrderRow } from "../order-news.ts";
import { useNames } from "../use-names.ts";
import { ArrivalsPill } from "./arrivals-pill.tsx";
import { BulkActions } from "./bulk-actions.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { rememberList } from "./list-memory.ts";
import { isFiltered, listInput } from "./list-params.ts";
import { orderCard, useOrderColumns } from "./order-columns.tsx";
import { useExport } from "./use-export.ts";
import { useListParams } from "./use-list-params.ts";
import { useOrderList } from "./use-order-list.ts";

const rowId = (row: OrderRow) => row.id;
const rowHref = (row: OrderRow) => `/orders/${row.number}`;
const AT_TOP_PX = 24;

export function OrdersScreen() {
  const t = useTranslations();
  const { timeZone } = useFormatSettings();
  const { can } = useMe();
  const mayWrite = can("orders:write");
  const maySelect = mayWrite || can("payments:write");
  const { params, setParams, clear } = useListParams();
  const [q, settle] = useSettled(params.q);
  const input = useMemo(() => listInput({ ...params, q }, timeZone), [params, q, timeZone]);
  const listName = JSON.stringify(input);
  const exporting = useExport();
  const frame = useRef<HTMLDivElement>(null);
  const scrolled = useRef(0);
  const names = useNames();
  const columns = useOrderColumns(names.channelName);
  const { query, rows, fresh, arrivals } = useOrderList(input, () => scrolled.current < AT_TOP_PX);
  const [selection, setSelection] = useState<{ of: string; ids: Record<string, true> }>({ of: listName, ids: {} });
  const selected = selection.of === listName ? selection.ids : {};
  const setSelected = (ids: Record<string, true>) => setSelection({ of: listName, ids });
  const select = (ids: readonly string[]) => setSelected(Object.fromEntries(ids.map((id) => [id, true as const])));
  const rowName = useMemo(() => (row: OrderRow) => t("orderList.rowName", { number: row.number }), [t]);

  useEffect(() => {
    rememberList({ href: `${location.pathname}${location.search}`, ids: rows.map((row) => row.number) });
  }, [rows]);
  const show = () => {
    arrivals.show();
    frame.current?.querySelector('[role="region"]')?.scrollTo({ top: 0 });
  };
  return (
    <ListPage>
      <PageHeader
        title={t("orders.title")}
        actions={
          <>
            <ExportMenu busy={exporting.busy} onExport={(of) => exporting.run(of, input)} />
            {mayWrite ? (
              <Button variant="primary" asChild>
                <Link href="/orders/new">
                  <Plus aria-hidden="true" />
                  {t("orders.new")}
                  <Kbd keys="c" tone="inherit" className="ml-1 opacity-70 coarse:hidden" />
                </Link>
              </Button>
            ) : null}
          </>
        }
      />
      <FilterBar params={params} setParams={setParams} settle={settle} clear={clear} names={names} />
      <div
        ref={frame}
        className={`relative flex min-h-0 flex-1 flex-col transition-opacity ${query.isPlaceholderData ? "opacity-60" : ""}`}
        onScrollCapture={(event: UIEvent) => {
          scrolled.current = event.target instanceof Element ? event.target.scrollTop : 0;
        }}
      >
        <ArrivalsPill count={arrivals.waiting.length} onShow={show} />
        <DataTable
          label={t("orders.title")}
          columns={columns}
          rows={rows}
          rowId={rowId}
          rowName={rowName}
          rowHref={rowHref}
          card={orderCard}
          {...(maySelect ? { selection: { selected, onSelectedChange: setSelected } } : {})}
          bulkActions={
            <BulkActions
              selected={rows.filter((row) => selected[row.id])}
              onDone={(failed) => select(failed.map(({ id }) => id))}
            />
          }
          loading={query.isPending}
          hasMore={query.hasNextPage}
          loadingMore={query.isFetchingNextPage}
          onLoadMore={() => void query.fetchNextPage()}
          freshIds={fresh}
          scrollKey={listName}
          empty={<Nothing query={query} filtered={isFiltered(params)} clear={clear} />}
        />
        {maySelect ? <SendDesk quiet={Object.keys(selected).length > 0} onDone={select} /> : null}
      </div>
    </ListPage>
  );
}

type NothingProps = { query: ReturnType<typeof useOrderList>["query"]; filtered: boolean; clear: () => void };

function Nothing({ query, filtered, clear }: NothingProps) {
  const t = useTranslations();
  if (query.error) return <QueryError error={query.error} onRetry={() => void query.refetch()} />;
  if (filtered) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={t("orderList.noMatchTitle")}
        body={t("orderList.noMatchBody")}
        actions={<Button onClick={clear}>{t("orderList.filter.clear")}</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={<ShoppingBag />}
      title={t("orderList.emptyTitle")}
      body={t("orderList.emptyBody")}
      actions={
        <>
          <Button variant="primary" asChild>
            <Link href="/orders/new">{t("orders.new")}</Link>
          </Button>
          <Button asChild>
            <Link href="/import">{t("orderList.emptyImport")}</Link>
          </Button>
        </>
      }
    />
  );
}
