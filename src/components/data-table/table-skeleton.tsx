import { cx } from "#components/cx.ts";
import { columnFrom, type DataColumn } from "#components/data-table/data-column.ts";
import { Skeleton } from "#components/ui/skeleton.tsx";

type TableSkeletonProps<T> = { columns: readonly DataColumn<T>[]; selectable: boolean; rows: number; label: string };

const widths = ["w-3/5", "w-4/5", "w-2/5", "w-1/2", "w-2/3"];

export function TableSkeleton<T>({ columns, selectable, rows, label }: TableSkeletonProps<T>) {
  return (
    <>
      {Array.from({ length: rows }, (_, row) => (
        <tr key={row} data-print="hide" aria-hidden={row > 0} className="max-md:h-[69px] md:h-[35px]">
          {selectable ? <td /> : null}
          <td colSpan={columns.length} className="px-4 md:hidden">
            <Skeleton className="mb-2 w-2/5" />
            <Skeleton className="h-3 w-3/5" />
            {row === 0 ? <span className="sr-only">{label}</span> : null}
          </td>
          {columns.map((column, index) => (
            <td
              key={column.id}
              className={cx(
                "px-2.5 first:pl-4 last:pr-4 max-md:hidden md:first:pl-6 md:last:pr-6",
                column.from && columnFrom[column.from],
              )}
            >
              <Skeleton
                className={cx("h-3", widths[(row + index) % widths.length], column.align === "right" && "ml-auto")}
              />
            </td>
          ))}
        </tr>
      ))}
    </>
  );
}
