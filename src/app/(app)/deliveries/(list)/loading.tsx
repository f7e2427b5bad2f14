"use client";
import { useTranslations } from "use-intl";
import { PageHeader } from "#components/patterns/page-header.tsx";
import { useDeliveryColumns } from "#features/deliveries/delivery-columns.tsx";
import { DeskTiles } from "#features/deliveries/desk-tiles.tsx";
import { ListSkeleton } from "#features/list/list-skeleton.tsx";
import { ButtonsToCome } from "#features/list/list-skeleton.tsx";

export default function Loading() {
  const t = useTranslations("deliveries");
  return (
    <ListSkeleton
      title={<PageHeader title={t("title")} className="pb-1" actions={<ButtonsToCome count={2} />} />}
      columns={useDeliveryColumns(true)}
      filters={4}
      selectable
    >
      <div className="mb-4 h-9 shrink-0 border-b coarse:h-11" />
      <DeskTiles overview={undefined} />
    </ListSkeleton>
  );
}
