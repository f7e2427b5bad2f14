"use client";
import { useTranslations } from "use-intl";
import { usePartnerColumns } from "#features/reconciliation/partner-columns.tsx";
import { ListSkeleton } from "#features/shell/list-skeleton.tsx";

export default function Loading() {
  const t = useTranslations("reconciling");
  return <ListSkeleton title={t("title")} columns={usePartnerColumns()} actions={1} />;
}
