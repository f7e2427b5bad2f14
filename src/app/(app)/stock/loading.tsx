"use client";
import { useTranslations } from "use-intl";
import { ListSkeleton } from "#features/list/list-skeleton.tsx";
import { useStockColumns } from "#features/stock/stock-columns.tsx";

const asIs = (code: string) => code;

export default function Loading() {
  const t = useTranslations("stock");
  return (
    <ListSkeleton title={t("title")} columns={useStockColumns({ locationName: asIs, low: false })} search filters={2} />
  );
}
