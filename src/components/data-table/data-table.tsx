"use client";
import { type ReactNode, useEffect, useEffectEvent } from "react";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { BulkBar } from "#components/data-table/bulk-bar.tsx";
import {
  cardHeightPx,
  type DataColumn,
  headHeightPx,
  rowHeightPx,
  type Selection,
} from "#components/data-table/data-column.ts";
import { DataRow } from "#components/data-table/data-row.tsx";
import { TableHead } from "#components/data-table/table-head.tsx";
import { TableSkeleton } from "#components/data-table/table-skeleton.tsx";
import { useRowNavigation } from "#components/data-table/use-row-navigation.ts";
import { useRowSelection } from "#components/data-table/use-row-selection.ts";
import { useRowWindow } from "#components/data-table/use-row-window.ts";
import { useMediaQuery } from "#components/hooks/use-media-query.ts";

export type DataTableProps<T extends object> = {
  /** The table's accessible name. */
  label: string;
  /** Stable between renders (module scope or memoized), like `rows`, `rowId` and `card`. */
  columns: readonly DataColumn<T>[];
  rows: readonly T[];
  rowId: (row: T) => string;
  /** The accessible name of a row: "order 1042". */
  rowName: (row: T) => string;
  rowHref?: (row: T) => string;
  /** For lists with expandable rows. */
  onOpen?: (row: T) => void;
  /** The row on a phone: two lines, see `ListCard`. */
  card: (row: T) => ReactNode;
  selection?: Selection;
  /** Actions for the selected rows. */
  bulkActions?: ReactNode;
  /** First load: shows skeleton rows. */
  loading?: boolean;
  hasMore?: boolean;
  loadingMore?: boolean;
  onLoadMore?: () => void;
  /** Instead of rows: the empty or error state. */
  empty: ReactNode;
  /** New rows are highlighted once. */
  freshIds?: ReadonlySet<string>;
  /** Rows that no longer match are dimmed. */
  leavingIds?: ReadonlySet<string>;
  /** Restores the scroll position on the way back. */
  scrollKey?: string;
  className?: string;
};

/** A keyset-paged list of any length. Fills its parent, which must have a height, and scrolls inside. */
export function DataTable<T extends object>(props: DataTableProps<T>) {
  const {
    label,
    columns,
    rows,
    rowId,
    rowName,
    rowHref,
    onOpen,
    card,
    selection,
    loading = false,
    hasMore = false,
    loadingMore = false,
    freshIds,
    leavingIds,
    scrollKey,
  } = props;
  const t = useTranslations("ui");
  const phone = useMediaQuery("screen and (max-width: 767px)");
  const mode = phone === null ? "both" : phone ? "cards" : "table";
  const model = useRowSelection({ rows, rowId, selection });
  const { scroller, attach, from, to, beforePx, afterPx, scrollTo } = useRowWindow({
    count: rows.length,
    rowPx: phone ? cardHeightPx : rowHeightPx,
    headPx: phone ? 0 : headHeightPx,
    scrollKey,
    whole: useMediaQuery("print") === true,
  });
  useLoadMore(to >= rows.length - 19 && rows.length > 0 && hasMore && !loadingMore, props.onLoadMore);

  const { active, actions } = useRowNavigation({
    rows,
    rowHref,
    onOpen,
    model: selection ? model : { ...model, toggleAll: undefined },
    scroller,
    scrollTo,
  });

  if (!loading && rows.length === 0)
    return <div className={cx("min-h-0 flex-1 overflow-y-auto border-t", props.className)}>{props.empty}</div>;
  const span = columns.length + (selection ? 1 : 0);
  return (
    <div data-print="whole" className={cx("relative flex min-h-0 flex-1 flex-col border-t", props.className)}>
      <div
        ref={attach}
        data-print="whole"
        role="region"
        aria-label={label}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must take the focus to be scrolled by keys
        tabIndex={0}
        className="scroll-thin min-h-0 flex-1 overflow-auto [contain:strict] focus-visible:-outline-offset-2"
      >
        <table
          aria-label={label}
          aria-rowcount={hasMore ? -1 : rows.length + 1}
          aria-busy={loading || undefined}
          data-selecting={model.selectedCount > 0 ? "" : undefined}
          className="w-full table-fixed border-separate border-spacing-0"
        >
          <TableHead
            columns={columns}
            select={selection ? { state: model.selectedState, toggleAll: model.toggleAll } : undefined}
          />
          <tbody>
            <Spacer height={beforePx} span={span} />
            {rows.slice(from, to).map((row, place) => {
              const index = from + place;
              const id = rowId(row);
              return (
                <DataRow
                  key={id}
                  row={row}
                  index={index}
                  name={rowName(row)}
                  href={rowHref?.(row)}
                  columns={columns}
                  card={card}
                  mode={mode}
                  active={index === active || (active < 0 && index === 0)}
                  selected={selection?.selected[id] ?? false}
                  selectable={selection !== undefined}
                  fresh={freshIds?.has(id) ?? false}
                  leaving={leavingIds?.has(id) ?? false}
                  actions={actions}
                />
              );
            })}
            <Spacer height={afterPx} span={span} />
            {loading || loadingMore ? (
              <TableSkeleton
                columns={columns}
                selectable={selection !== undefined}
                rows={loading ? 12 : 3}
                label={t("loadingMore")}
              />
            ) : null}
          </tbody>
        </table>
        {!loading && !hasMore ? (
          <p className="px-6 py-4 text-center text-xs text-ink-3">{t("endOfList", { count: rows.length })}</p>
        ) : null}
      </div>
      {model.selectedCount > 0 ? (
        <BulkBar count={model.selectedCount} onClear={model.clear}>
          {props.bulkActions}
        </BulkBar>
      ) : null}
    </div>
  );
}

function Spacer({ height, span }: { height: number; span: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true" data-print="hide">
      <td colSpan={span} className="p-0" style={{ height }} />
    </tr>
  );
}

function useLoadMore(wanted: boolean, onLoadMore: (() => void) | undefined): void {
  const load = useEffectEvent(() => onLoadMore?.());
  useEffect(() => {
    if (wanted) load();
  }, [wanted]);
}
