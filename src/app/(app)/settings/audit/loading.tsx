"use client";
import { ListSkeleton } from "#features/list/list-skeleton.tsx";
import { useAuditColumns } from "#features/settings/audit-columns.tsx";
import { SettingsHeader } from "#features/settings/settings-header.tsx";

export default function Loading() {
  return <ListSkeleton title={<SettingsHeader />} columns={useAuditColumns()} search filters={5} />;
}
