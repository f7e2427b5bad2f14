"use client";
import { useTranslations } from "use-intl";
import { useImportColumns } from "#features/imports/import-columns.tsx";
import { ListSkeleton } from "#features/list/list-skeleton.tsx";

export default function Loading() {
  const t = useTranslations("import");
  return <ListSkeleton title={t("title")} columns={useImportColumns()} filters={1} actions={1} />;
}
