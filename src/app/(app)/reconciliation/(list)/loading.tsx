"use client";
import { useTranslations } from "use-intl";
import { ListSkeleton } from "#features/list/list-skeleton.tsx";
import { usePartnerColumns } from "#features/reconciliation/partner-columns.tsx";

const nothing = () => "";

export default function Loading() {
  const t = useTranslations("reconciling");
  return <ListSkeleton title={t("title")} columns={usePartnerColumns(nothing)} actions={1} />;
}
