"use client";
import { keepPreviousData } from "@tanstack/react-query";
import { Package, Plus, SearchX } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { DataTable } from "#components/data-table/data-table.tsx";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { FilterChoice } from "#components/ui/filter-choice.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { productCard, useProductColumns } from "#features/products/product-columns.tsx";
import { ProductStatusMark } from "#features/products/product-marks.tsx";
import {
  type Product,
  productListInput,
  productParams,
  productSorts,
  productStatuses,
} from "#features/products/product-params.ts";
import { FilterRow } from "#features/shell/filter-row.tsx";
import { ListPage } from "#features/shell/list-page.tsx";
import { ListSearch } from "#features/shell/list-search.tsx";
import { OnlyFor } from "#features/shell/only-for.tsx";
import { useShortcut } from "#features/shell/shortcuts.tsx";
import { useCalm } from "#features/shell/use-calm.ts";
import { useFreshIds } from "#features/shell/use-fresh-ids.ts";
import { useSettled } from "#features/shell/use-settled.ts";
import { trpc } from "#features/trpc/client.ts";
import { useLive } from "#features/trpc/live.ts";
import { QueryError } from "#features/trpc/query-error.tsx";
import { useMe } from "#features/trpc/use-me.ts";

/** Stock changes many times a second; the sums shown here are read again this often at most. */
const restMs = 5000;

const rowId = (product: Product) => product.id;
const rowName = (product: Product) => product.title;
const rowHref = (product: Product) => `/products/${product.id}`;

function useProducts() {
  const utils = trpc.useUtils();
  const [params, setParams] = useQueryStates(productParams);
  const [q, settle] = useSettled(params.q);
  const input = productListInput({ ...params, q });
  const query = trpc.products.list.useInfiniteQuery(input, {
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data]);
  const [fresh, mark] = useFreshIds();
  const readAgain = useCalm(() => void utils.products.list.invalidate(), restMs);
  useLive((events) => {
    const changed = events.filter((event) => event.subjectType === "product");
    mark(changed.map((event) => event.subjectId));
    if (changed.length > 0 || events.some((event) => event.type === "stock.changed")) readAgain();
  });
  return { params, setParams, settle, query, rows, fresh };
}

export function ProductsScreen() {
  const t = useTranslations();
  const router = useRouter();
  const mayAdd = useMe().can("products:write");
  const { params, setParams, settle, query, rows, fresh } = useProducts();
  const columns = useProductColumns();
  const filtered = params.q !== "" || params.status !== null;
  const clear = () => void setParams({ q: null, status: null });
  useShortcut({ keys: "n", label: t("products.new"), group: "page", run: () => router.push("/products/new") }, mayAdd);
  return (
    <ListPage>
      <PageHeader
        title={t("products.title")}
        actions={
          mayAdd ? (
            <Link href="/products/new" className={buttonClass("primary")}>
              <Plus />
              {t("products.new")}
              <Kbd keys="n" tone="inherit" className="ml-1 opacity-70 coarse:hidden" />
            </Link>
          ) : (
            <OnlyFor scope="products:write" what="products" />
          )
        }
      />
      <FilterRow
        search={
          <ListSearch
            value={params.q}
            onValueChange={(q) => void setParams({ q })}
            onSubmit={settle}
            placeholder={t("products.search")}
          />
        }
        parsers={productParams}
        clear={filtered || params.sort !== "-createdAt" ? () => void setParams(null) : null}
      >
        <FilterChoice
          name={t("products.statusLabel")}
          value={params.status}
          onValueChange={(status) => void setParams({ status })}
          options={productStatuses.map((status) => ({
            value: status,
            text: t(`products.status.${status}`),
            label: <ProductStatusMark status={status} />,
          }))}
        />
        <FilterChoice
          name={t("products.sort.label")}
          value={params.sort === "-createdAt" ? null : params.sort}
          onValueChange={(sort) => void setParams({ sort })}
          options={productSorts.map((sort) => ({
            value: sort,
            text: t(`products.sort.${sort}`),
            label: t(`products.sort.${sort}`),
          }))}
        />
      </FilterRow>
      <DataTable
        label={t("products.title")}
        columns={columns}
        rows={rows}
        rowId={rowId}
        rowName={rowName}
        rowHref={rowHref}
        card={productCard}
        loading={query.isPending}
        hasMore={query.hasNextPage}
        loadingMore={query.isFetchingNextPage}
        onLoadMore={() => void query.fetchNextPage()}
        freshIds={fresh}
        scrollKey="products"
        empty={
          query.isError ? (
            <QueryError error={query.error} onRetry={() => void query.refetch()} />
          ) : filtered ? (
            <EmptyState
              icon={<SearchX />}
              title={t("products.noneFound")}
              body={t("products.noneFoundBody")}
              actions={<Button onClick={clear}>{t("ui.clearAll")}</Button>}
            />
          ) : (
            <EmptyState
              icon={<Package />}
              title={t("products.empty")}
              body={t("products.emptyBody")}
              actions={
                mayAdd && (
                  <>
                    <Link href="/products/new" className={buttonClass("primary")}>
                      {t("products.new")}
                    </Link>
                    <Link href="/import" className={buttonClass()}>
                      {t("products.emptyImport")}
                    </Link>
                  </>
                )
              }
            />
          )
        }
      />
    </ListPage>
  );
}
