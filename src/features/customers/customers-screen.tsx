"use client";
import { keepPreviousData } from "@tanstack/react-query";
import { Plus, SearchX, Users } from "lucide-react";
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
import { customerCard, useCustomerColumns } from "#features/customers/customer-columns.tsx";
import {
  type Customer,
  customerListInput,
  customerParams,
  customerSorts,
} from "#features/customers/customer-params.ts";
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

const rowId = (customer: Customer) => customer.id;
const rowName = (customer: Customer) => customer.name;
const rowHref = (customer: Customer) => `/customers/${customer.id}`;

/** During an import customers arrive by the hundred; the list is read again this often at most. */
const restMs = 3000;

function useCustomers() {
  const utils = trpc.useUtils();
  const [params, setParams] = useQueryStates(customerParams);
  const [q, settle] = useSettled(params.q);
  const query = trpc.customers.list.useInfiniteQuery(customerListInput({ ...params, q }), {
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data]);
  const [fresh, mark] = useFreshIds();
  const readAgain = useCalm(() => void utils.customers.list.invalidate(), restMs);
  useLive((events) => {
    const changed = events.filter((event) => event.subjectType === "customer").map((event) => event.subjectId);
    mark(changed);
    if (changed.length > 0) readAgain();
  });
  return { params, setParams, settle, query, rows, fresh };
}

export function CustomersScreen() {
  const t = useTranslations();
  const router = useRouter();
  const mayAdd = useMe().can("customers:write");
  const { params, setParams, settle, query, rows, fresh } = useCustomers();
  const columns = useCustomerColumns();
  useShortcut(
    { keys: "n", label: t("customers.new"), group: "page", run: () => router.push("/customers/new") },
    mayAdd,
  );
  return (
    <ListPage>
      <PageHeader
        title={t("customers.title")}
        actions={
          mayAdd ? (
            <Link href="/customers/new" className={buttonClass("primary")}>
              <Plus />
              {t("customers.new")}
              <Kbd keys="n" tone="inherit" className="ml-1 opacity-70 coarse:hidden" />
            </Link>
          ) : (
            <OnlyFor scope="customers:write" what="customers" />
          )
        }
      />
      <FilterRow
        search={
          <ListSearch
            value={params.q}
            onValueChange={(q) => void setParams({ q })}
            onSubmit={settle}
            placeholder={t("customers.search")}
          />
        }
        parsers={customerParams}
        clear={params.q === "" && params.sort === "-createdAt" ? null : () => void setParams(null)}
      >
        <FilterChoice
          name={t("customers.sort.label")}
          value={params.sort === "-createdAt" ? null : params.sort}
          onValueChange={(sort) => void setParams({ sort })}
          options={customerSorts.map((sort) => ({
            value: sort,
            text: t(`customers.sort.${sort}`),
            label: t(`customers.sort.${sort}`),
          }))}
        />
      </FilterRow>
      <DataTable
        label={t("customers.title")}
        columns={columns}
        rows={rows}
        rowId={rowId}
        rowName={rowName}
        rowHref={rowHref}
        card={customerCard}
        loading={query.isPending}
        hasMore={query.hasNextPage}
        loadingMore={query.isFetchingNextPage}
        onLoadMore={() => void query.fetchNextPage()}
        freshIds={fresh}
        scrollKey="customers"
        empty={
          query.isError ? (
            <QueryError error={query.error} onRetry={() => void query.refetch()} />
          ) : params.q === "" ? (
            <EmptyState
              icon={<Users />}
              title={t("customers.empty")}
              body={t("customers.emptyBody")}
              actions={
                mayAdd && (
                  <Link href="/customers/new" className={buttonClass("primary")}>
                    {t("customers.new")}
                  </Link>
                )
              }
            />
          ) : (
            <EmptyState
              icon={<SearchX />}
              title={t("customers.noneFound")}
              body={t("customers.noneFoundBody")}
              actions={<Button onClick={() => void setParams({ q: null })}>{t("ui.clear")}</Button>}
            />
          )
        }
      />
    </ListPage>
  );
}
