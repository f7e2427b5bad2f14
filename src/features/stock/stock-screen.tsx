"use client";
import { Boxes, PackageCheck, SearchX } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useQueryState } from "nuqs";
import { useTranslations } from "use-intl";
import { DataTable } from "#components/data-table/data-table.tsx";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { FilterToggle } from "#components/ui/filter-toggle.tsx";
import { notify } from "#components/ui/notify.ts";
import { FilterRow } from "#features/shell/filter-row.tsx";
import { ListPage } from "#features/shell/list-page.tsx";
import { ListSearch } from "#features/shell/list-search.tsx";
import { useStockCard, useStockColumns } from "#features/stock/stock-columns.tsx";
import {
  type Level,
  levelKey,
  levelNamed,
  levelParam,
  type Location,
  stockParams,
} from "#features/stock/stock-params.ts";
import { useLevels } from "#features/stock/use-levels.ts";
import { useLocationName } from "#features/stock/use-location-name.ts";
import { useScanner } from "#features/stock/use-scanner.ts";
import { trpc } from "#features/trpc/client.ts";
import { QueryError } from "#features/trpc/query-error.tsx";

const LevelSheet = dynamic(() => import("#features/stock/level-sheet.tsx").then((module) => module.LevelSheet), {
  ssr: false,
});

const rowId = (level: Level) => level.id;
const none: readonly Location[] = [];
const beside = ["level"];

export function StockScreen({ canEdit }: { canEdit: boolean }) {
  const t = useTranslations();
  const utils = trpc.useUtils();
  const { params, setParams, settle, query, rows, fresh } = useLevels();
  const [levelInAddress, setLevel] = useQueryState("level", levelParam.withOptions({ history: "push" }));
  const locations = trpc.locations.list.useQuery({}).data?.data ?? none;
  const locationName = useLocationName();
  const columns = useStockColumns({ locationName, low: params.low });
  const card = useStockCard({ locationName, low: params.low });
  const open = levelNamed(levelInAddress);
  const filtered = params.q !== "" || params.location !== null || params.low;

  /** A scan that can only mean one level opens it, ready to be counted. */
  const find = async (code: string) => {
    settle(code);
    const q = code.trim();
    if (q === "") return;
    const place = params.location ? { location: params.location } : {};
    const found = await utils.inventory.levels.fetch({ q, ...place, limit: 2 }).catch(() => null);
    const [only, another] = found?.data ?? [];
    if (only && !another) void setLevel(levelKey(only));
    else if (found && !only) notify.info(t("stock.notFound", { code: q }));
  };
  useScanner((code) => {
    void setParams({ q: code });
    void find(code);
  });

  return (
    <ListPage>
      <PageHeader title={t("stock.title")} />
      <FilterRow
        search={
          <ListSearch
            value={params.q}
            onValueChange={(q) => void setParams({ q })}
            onSubmit={(text) => void find(text)}
            placeholder={t("stock.search")}
          />
        }
        parsers={stockParams}
        beside={beside}
        clear={filtered ? () => void setParams(null) : null}
      >
        <FilterChoice
          name={t("stock.field.location")}
          value={params.location}
          onValueChange={(location) => void setParams({ location })}
          options={locations.map(({ code, name }) => ({ value: code, text: name, label: name }))}
        />
        <FilterToggle name={t("stock.low")} value={params.low} onValueChange={(low) => void setParams({ low })} />
      </FilterRow>
      <DataTable
        label={t("stock.title")}
        columns={columns}
        rows={rows}
        rowId={rowId}
        rowName={(level) => t("stock.levelName", { sku: level.sku, location: locationName(level.location) })}
        onOpen={(level) => void setLevel(levelKey(level))}
        card={card}
        loading={query.isPending}
        hasMore={query.hasNextPage}
        loadingMore={query.isFetchingNextPage}
        onLoadMore={() => void query.fetchNextPage()}
        freshIds={fresh}
        scrollKey="stock"
        empty={
          query.isError ? (
            <QueryError error={query.error} onRetry={() => void query.refetch()} />
          ) : (
            <NothingHere low={params.low} filtered={filtered} onClear={() => void setParams(null)} />
          )
        }
      />
      {open ? <LevelSheet name={open} canEdit={canEdit} onClose={() => void setLevel(null)} /> : null}
    </ListPage>
  );
}

type NothingHereProps = { low: boolean; filtered: boolean; onClear: () => void };

function NothingHere({ low, filtered, onClear }: NothingHereProps) {
  const t = useTranslations();
  const clear = <Button onClick={onClear}>{t("ui.clearAll")}</Button>;
  if (low) {
    return (
      <EmptyState icon={<PackageCheck />} title={t("stock.noneLow")} body={t("stock.noneLowBody")} actions={clear} />
    );
  }
  if (filtered) {
    return (
      <EmptyState icon={<SearchX />} title={t("stock.noneFound")} body={t("stock.noneFoundBody")} actions={clear} />
    );
  }
  return (
    <EmptyState
      icon={<Boxes />}
      title={t("stock.empty")}
      body={t("stock.emptyBody")}
      actions={
        <Link href="/products/new" className={buttonClass("primary")}>
          {t("products.new")}
        </Link>
      }
    />
  );
}
