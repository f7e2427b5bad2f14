"use client";
import type { DataColumn } from "#components/data-table/data-column.ts";
import { IntegrationsHeader } from "#features/integrations/integrations-header.tsx";
import { ButtonsToCome, ListSkeleton } from "#features/list/list-skeleton.tsx";

/** Which list comes is not known yet; one column keeps the height of its head. */
const columns: readonly DataColumn<object>[] = [{ id: "first", header: "", primary: true, cell: () => null }];

export default function Loading() {
  return (
    <ListSkeleton title={<IntegrationsHeader actions={<ButtonsToCome count={1} />} />} columns={columns} filters={1} />
  );
}
