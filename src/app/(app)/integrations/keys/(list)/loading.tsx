"use client";
import { useKeyColumns } from "#features/api-keys/key-columns.tsx";
import { IntegrationsHeader } from "#features/integrations/integrations-header.tsx";
import { ButtonsToCome, ListSkeleton } from "#features/list/list-skeleton.tsx";

export default function Loading() {
  return (
    <ListSkeleton
      title={<IntegrationsHeader actions={<ButtonsToCome count={1} />} />}
      columns={useKeyColumns()}
      filters={1}
    />
  );
}
