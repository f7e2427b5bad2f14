"use client";
import { useAuditColumns } from "#features/audit/audit-columns.tsx";
import { ListSkeleton } from "#features/list/list-skeleton.tsx";
import { SettingsHeader } from "#features/settings/settings-header.tsx";

export default function Loading() {
  return <ListSkeleton title={<SettingsHeader />} columns={useAuditColumns()} search filters={5} />;
}
