"use client";
import { useTranslations } from "use-intl";
import { TableHead } from "#components/data-table/table-head.tsx";
import { TableSkeleton } from "#components/data-table/table-skeleton.tsx";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { ListPage } from "#features/shell/list-page.tsx";
import { useOrderColumns } from "./order-columns.tsx";

const toggleAll = () => undefined;
const asIs = (code: string) => code;

/** The list before its rows, in the same places. */
export function OrdersSkeleton() {
  const t = useTranslations();
  const columns = useOrderColumns(asIs);
  return (
    <ListPage>
      <PageHeader title={t("orders.title")} actions={<Skeleton className="h-8 w-32 rounded-md coarse:h-10" />} />
      <div className="flex gap-2 overflow-hidden px-4 pb-3 max-md:flex-wrap md:px-6">
        <Skeleton className="h-8 w-64 shrink-0 rounded-md max-md:w-full coarse:h-10" />
        {["w-20", "w-24", "w-24", "w-22", "w-22", "w-18"].map((width, index) => (
          <Skeleton key={index} className={`h-7 shrink-0 rounded-full max-md:hidden ${width}`} />
        ))}
      </div>
      <div className="min-h-0 flex-1 overflow-hidden border-t">
        <table className="w-full table-fixed border-separate border-spacing-0" aria-busy="true">
          <TableHead columns={columns} select={{ state: false, toggleAll }} />
          <tbody>
            <TableSkeleton columns={columns} selectable rows={20} label={t("ui.loading")} />
          </tbody>
        </table>
      </div>
    </ListPage>
  );
}
