"use client";
import { IntegrationsHeader } from "#features/integrations/integrations-header.tsx";
import { ButtonsToCome, ListSkeleton } from "#features/list/list-skeleton.tsx";
import { useEndpointColumns } from "#features/webhooks/endpoint-columns.tsx";

export default function Loading() {
  return (
    <ListSkeleton
      title={<IntegrationsHeader actions={<ButtonsToCome count={1} />} />}
      columns={useEndpointColumns()}
      filters={1}
    />
  );
}
