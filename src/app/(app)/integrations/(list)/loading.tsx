"use client";
import { IntegrationsHeader } from "#features/integrations/integrations-header.tsx";
import { ButtonsToCome, ListSkeleton } from "#features/list/list-skeleton.tsx";

export default function Loading() {
  return <ListSkeleton title={<IntegrationsHeader actions={<ButtonsToCome count={1} />} />} columns={[]} filters={1} />;
}
