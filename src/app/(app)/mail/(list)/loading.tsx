"use client";
import { useTranslations } from "use-intl";
import { ListSkeleton } from "#features/list/list-skeleton.tsx";
import { useMailColumns } from "#features/mail/mail-columns.tsx";

export default function Loading() {
  const t = useTranslations("mail");
  return <ListSkeleton title={t("title")} columns={useMailColumns()} search filters={2} />;
}
