"use client";
import { useTranslations } from "use-intl";
import { ListSkeleton } from "#features/list/list-skeleton.tsx";
import { useOrderColumns } from "./order-columns.tsx";

const asIs = (code: string) => code;

export function OrdersSkeleton() {
  const t = useTranslations("orders");
  return <ListSkeleton title={t("title")} columns={useOrderColumns(asIs)} search filters={9} actions={2} selectable />;
}
