"use client";
import { useTranslations } from "use-intl";
import { ListSkeleton } from "#features/list/list-skeleton.tsx";
import { useMailColumns } from "#features/mail/mail-columns.tsx";
import { NoServer } from "#features/mail/no-server.tsx";
import { useSends } from "#features/mail/sends.tsx";

export default function Loading() {
  const t = useTranslations("mail");
  return (
    <ListSkeleton title={t("title")} columns={useMailColumns()} search filters={2}>
      {useSends() ? null : <NoServer className="mx-4 mb-4 md:mx-6" />}
    </ListSkeleton>
  );
}
