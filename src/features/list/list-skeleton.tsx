"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { TableHead } from "#components/data-table/table-head.tsx";
import { TableSkeleton } from "#components/data-table/table-skeleton.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { FilterFrame } from "#features/list/filter-row.tsx";
import { ListPage } from "#features/list/list-page.tsx";

type ListSkeletonProps<T> = {
  /** The page's heading; a node replaces the whole header. */
  title: ReactNode;
  columns: readonly DataColumn<T>[];
  search?: boolean;
  /** How many filters are beside the search; their names where they fill more than a line. */
  filters?: number | readonly string[];
  /** How many buttons are beside the heading. */
  actions?: number;
  selectable?: boolean;
  /** Between the header and the filters. */
  children?: ReactNode;
};

const toggleAll = () => undefined;
const widths = ["w-20", "w-24", "w-22", "w-18"];

/** The skeleton of a list, with everything in its final place. */
export function ListSkeleton<T>(props: ListSkeletonProps<T>) {
  const { title, columns, search = false, filters = 0, actions = 0, selectable = false, children } = props;
  const t = useTranslations("ui");
  return (
    <ListPage>
      {typeof title === "string" ? <PageHeader title={title} actions={<ButtonsToCome count={actions} />} /> : title}
      {children}
      {search || filters !== 0 ? <FiltersToCome search={search} filters={filters} /> : null}
      <div className="min-h-0 flex-1 overflow-hidden border-t" data-skeleton="">
        <table className="w-full table-fixed border-separate border-spacing-0" aria-busy="true">
          <TableHead columns={columns} select={selectable ? { state: false, toggleAll } : undefined} />
          <tbody>
            <TableSkeleton columns={columns} selectable={selectable} rows={20} label={t("loading")} />
          </tbody>
        </table>
      </div>
    </ListPage>
  );
}

/** Buttons beside a heading. */
export function ButtonsToCome({ count }: { count: number }) {
  if (count === 0) return null;
  return Array.from({ length: count }, (_, index) => (
    <Skeleton key={index} className="h-8 w-28 rounded-md coarse:h-10" />
  ));
}

type FiltersToComeProps = { search: boolean; filters: number | readonly string[] };

function FiltersToCome({ search, filters }: FiltersToComeProps) {
  const names = typeof filters === "number" ? Array.from({ length: filters }, () => null) : filters;
  const chips = names.map((name, index) => (
    <span key={name ?? index} data-filter="off">
      <Skeleton
        className={`h-7 shrink-0 rounded-full coarse:h-9 ${name === null ? (widths[index % widths.length] ?? "") : "pr-3.5 pl-8 text-sm"}`}
      >
        {name === null ? null : <span className="invisible">{name}</span>}
      </Skeleton>
    </span>
  ));
  return (
    <FilterFrame
      search={search ? <Skeleton className="h-8 w-56 shrink-0 rounded-md max-md:w-full coarse:h-10" /> : null}
    >
      {chips.length > 0 ? chips : null}
    </FilterFrame>
  );
}
