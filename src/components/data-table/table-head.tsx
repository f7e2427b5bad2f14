"use client";
import { useTranslations } from "use-intl";
import { cx } from "#components/cx.ts";
import { columnFrom, type DataColumn } from "#components/data-table/data-column.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";

type TableHeadProps<T> = {
  columns: readonly DataColumn<T>[];
  /** Absent where rows cannot be selected. */
  select?: { state: boolean | "indeterminate"; toggleAll: () => void } | undefined;
};

const head =
  "sticky top-0 z-10 h-8.5 bg-surface text-xs font-medium whitespace-nowrap text-ink-3 shadow-[inset_0_-1px_0_var(--line)]";

export function TableHead<T>({ columns, select }: TableHeadProps<T>) {
  const t = useTranslations("ui");
  return (
    <>
      <colgroup className="max-md:hidden">
        {select ? <col data-print="hide" className="w-10 md:w-12" /> : null}
        {columns.map((column) => (
          <col key={column.id} className={cx(column.from && columnFrom[column.from])} style={{ width: column.width }} />
        ))}
      </colgroup>
      <thead className="max-md:hidden">
        <tr aria-rowindex={1}>
          {select ? (
            <th data-print="hide" className={cx(head, "pl-4 text-left md:pl-6")}>
              <Checkbox
                aria-label={t("selectAll")}
                checked={select.state}
                onCheckedChange={select.toggleAll}
                className="block"
              />
            </th>
          ) : null}
          {columns.map((column) => (
            <th
              key={column.id}
              scope="col"
              className={cx(
                head,
                "px-2.5 first:pl-4 last:pr-4 md:first:pl-6 md:last:pr-6",
                column.align === "right" ? "text-right" : "text-left",
                column.from && columnFrom[column.from],
              )}
            >
              {column.headerHidden ? <span className="sr-only">{column.header}</span> : column.header}
            </th>
          ))}
        </tr>
      </thead>
    </>
  );
}
