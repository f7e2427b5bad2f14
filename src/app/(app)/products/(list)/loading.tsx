"use client";
import { useTranslations } from "use-intl";
import { useProductColumns } from "#features/products/product-columns.tsx";
import { ListSkeleton } from "#features/shell/list-skeleton.tsx";

export default function Loading() {
  const t = useTranslations("products");
  return <ListSkeleton title={t("title")} columns={useProductColumns()} search filters={2} actions={1} />;
}
