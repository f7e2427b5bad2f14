"use client";
import { useTranslations } from "use-intl";
import { ListSkeleton } from "#features/list/list-skeleton.tsx";
import { useProductColumns } from "#features/products/product-columns.tsx";

export default function Loading() {
  const t = useTranslations("products");
  return <ListSkeleton title={t("title")} columns={useProductColumns()} search filters={2} actions={1} />;
}
