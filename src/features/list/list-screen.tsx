"use client";
import { SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { DataTable, type DataTableProps } from "#components/data-table/data-table.tsx";
import { EmptyState } from "#components/patterns/empty-state.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { QueryError } from "#features/trpc/query-error.tsx";
import { FilterRow } from "./filter-row.tsx";
import { ListPage } from "./list-page.tsx";
import { ListSearch } from "./list-search.tsx";
import type { List } from "./rows.ts";
import type { FilterParsers } from "./strays.ts";

/** Shown instead of rows. */
type Words = { icon?: ReactNode; title: string; body?: string; actions?: ReactNode };

export type ListFilters = {
  parsers: FilterParsers;
  set: (change: null) => void;
  filtered: boolean;
  changed: boolean;
  /** Other URL state: an open job, a tab. */
  beside?: readonly string[];
  search?: {
    value: string;
    onValueChange: (text: string) => void;
    onSubmit?: (text: string) => void;
    placeholder: string;
  };
  /** The filters beside the search. */
  choices?: ReactNode;
};

type Columns<T extends object> = Pick<DataTableProps<T>, "columns" | "rowName" | "rowHref" | "onOpen" | "card"> &
  Partial<Pick<DataTableProps<T>, "selection" | "bulkActions" | "className">>;

export type ListTableProps<T extends object> = {
  /** The table's accessible name. */
  label: string;
  list: List<T>;
  filters?: ListFilters;
  table: Columns<T>;
  /** No rows at all: what the list will contain, and how to add it. */
  empty: Words;
  /** No rows match the filters; a button to clear them is added. */
  noMatch?: Words;
  /** Above the first row. */
  children?: ReactNode;
};

type ListScreenProps<T extends object> = ListTableProps<T> & {
  actions?: ReactNode;
  /** The whole header, where it is more than the title and actions. */
  header?: ReactNode;
  /** Between the header and the filters. */
  above?: ReactNode;
  /** Sheets and dialogs of the list. */
  beside?: ReactNode;
};

/** The frame of every list screen: a screen defines its rows and columns, everything else is shared. */
export function ListScreen<T extends object>(props: ListScreenProps<T>) {
  const { label, actions, header, above, beside } = props;
  return (
    <ListPage>
      {header ?? <PageHeader title={label} actions={actions} />}
      {above}
      <ListTable {...props} />
      {beside}
    </ListPage>
  );
}

/** Filters and rows of a list, for pages with other content too. */
export function ListTable<T extends object>({ label, list, filters, table, children, ...words }: ListTableProps<T>) {
  const { query, rows, rowId, name, fresh, leaving, frame } = list;
  return (
    <>
      {filters ? (
        <FilterRow
          {...(filters.search ? { search: <ListSearch {...filters.search} /> } : {})}
          parsers={filters.parsers}
          {...(filters.beside ? { beside: filters.beside } : {})}
          clear={filters.changed ? () => filters.set(null) : null}
        >
          {filters.choices}
        </FilterRow>
      ) : null}
      <div
        ref={frame}
        className={cx(
          "relative flex min-h-0 flex-1 flex-col transition-opacity",
          query.isPlaceholderData && "opacity-60",
        )}
      >
        {children}
        <DataTable
          label={label}
          {...table}
          rows={rows}
          rowId={rowId}
          loading={query.isPending}
          hasMore={query.hasNextPage ?? false}
          loadingMore={query.isFetchingNextPage ?? false}
          onLoadMore={() => void query.fetchNextPage?.()}
          freshIds={fresh}
          leavingIds={leaving}
          scrollKey={name}
          empty={<Nothing list={list} {...(filters ? { filters } : {})} {...words} />}
        />
      </div>
    </>
  );
}

type NothingProps<T extends object> = Pick<ListTableProps<T>, "list" | "filters" | "empty" | "noMatch">;

function Nothing<T extends object>({ list: { query }, filters, empty, noMatch }: NothingProps<T>) {
  const t = useTranslations("ui");
  if (query.isError) return <QueryError error={query.error} onRetry={() => void query.refetch()} />;
  if (!filters?.filtered || !noMatch) return <EmptyState {...empty} />;
  return (
    <EmptyState
      icon={<SearchX />}
      actions={<Button onClick={() => filters.set(null)}>{t("clearFilters")}</Button>}
      {...noMatch}
    />
  );
}
