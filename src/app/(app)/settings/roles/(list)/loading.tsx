"use client";
import { ButtonsToCome, ListSkeleton } from "#features/list/list-skeleton.tsx";
import { useRoleColumns } from "#features/people/roles/roles-screen.tsx";
import { SettingsHeader } from "#features/settings/settings-header.tsx";

const unnamed = () => "";

export default function Loading() {
  return (
    <ListSkeleton title={<SettingsHeader actions={<ButtonsToCome count={1} />} />} columns={useRoleColumns(unnamed)} />
  );
}
