"use client";
import { useTranslations } from "use-intl";
import { DetailSkeleton } from "#features/shell/page-skeletons.tsx";

export default function Loading() {
  const t = useTranslations();
  return <DetailSkeleton back={t("orders.title")} title={t("orderForm.title")} />;
}
