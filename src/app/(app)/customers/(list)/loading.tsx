"use client";
import { useTranslations } from "use-intl";
import { useCustomerColumns } from "#features/customers/customer-columns.tsx";
import { ListSkeleton } from "#features/list/list-skeleton.tsx";

export default function Loading() {
  const t = useTranslations("customers");
  return <ListSkeleton title={t("title")} columns={useCustomerColumns()} search filters={1} actions={1} />;
}
