"use client";
import { useTranslations } from "use-intl";
import { ListSkeleton } from "#features/list/list-skeleton.tsx";
import { useQueueColumns } from "#features/queues/queue-columns.tsx";

export default function Loading() {
  const t = useTranslations("queues");
  return <ListSkeleton title={t("title")} columns={useQueueColumns(null)} />;
}
