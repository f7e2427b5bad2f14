"use client";
import { IntegrationsHeader } from "#features/integrations/integrations-header.tsx";
import { ButtonsToCome, ListSkeleton } from "#features/list/list-skeleton.tsx";
import { useSourceColumns } from "#features/sources/source-columns.tsx";

const none: ReadonlyMap<string, number> = new Map();

export default function Loading() {
  return (
    <ListSkeleton
      title={<IntegrationsHeader actions={<ButtonsToCome count={1} />} />}
      columns={useSourceColumns({ origin: "", today: none })}
    />
  );
}
