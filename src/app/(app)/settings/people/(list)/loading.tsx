"use client";
import { ButtonsToCome, ListSkeleton } from "#features/list/list-skeleton.tsx";
import { usePeopleColumns } from "#features/people/people-columns.tsx";
import { SettingsHeader } from "#features/settings/settings-header.tsx";

const unnamed = () => "";

export default function Loading() {
  return (
    <ListSkeleton
      title={<SettingsHeader actions={<ButtonsToCome count={1} />} />}
      columns={usePeopleColumns(unnamed)}
      search
      filters={2}
    />
  );
}
