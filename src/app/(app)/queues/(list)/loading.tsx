"use client";
import { useTranslations } from "use-intl";
import { useQueueColumns } from "#features/queues/queue-columns.tsx";
import { ListSkeleton } from "#features/shell/list-skeleton.tsx";

export default function Loading() {
  const t = useTranslations("queues");
  return <ListSkeleton title={t("title")} columns={useQueueColumns(null)} />;
}
