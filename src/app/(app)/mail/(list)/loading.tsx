"use client";
import { useTranslations } from "use-intl";
import { useMailColumns } from "#features/mail/mail-columns.tsx";
import { ListSkeleton } from "#features/shell/list-skeleton.tsx";

export default function Loading() {
  const t = useTranslations("mail");
  return <ListSkeleton title={t("title")} columns={useMailColumns()} search filters={2} />;
}
