"use client";
import { useTranslations } from "use-intl";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { useMessageColumns } from "#features/inbox/message-columns.tsx";
import { ListSkeleton } from "#features/list/list-skeleton.tsx";

export default function Loading() {
  const t = useTranslations("inbox");
  return (
    <ListSkeleton title={t("title")} columns={useMessageColumns()} filters={5} actions={1} selectable>
      <Skeleton className="mx-4 mb-4 h-10.5 shrink-0 rounded-lg max-sm:h-16 md:mx-6" />
    </ListSkeleton>
  );
}
