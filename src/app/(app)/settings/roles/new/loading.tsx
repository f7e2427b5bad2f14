"use client";
import { useTranslations } from "use-intl";
import { FormSkeleton } from "#features/shell/page-skeletons.tsx";

export default function Loading() {
  const t = useTranslations("roles");
  return <FormSkeleton back={t("title")} title={t("new")} parts={2} />;
}
