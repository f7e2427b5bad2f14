"use client";
import { ErpHealth } from "#features/erp/erp-health.tsx";
import { useInvoiceColumns } from "#features/erp/invoice-columns.tsx";
import { IntegrationsHeader } from "#features/integrations/integrations-header.tsx";
import { ListSkeleton } from "#features/list/list-skeleton.tsx";

export default function Loading() {
  return (
    <ListSkeleton title={<IntegrationsHeader />} columns={useInvoiceColumns()} search filters={2}>
      <ErpHealth erp={undefined} />
    </ListSkeleton>
  );
}
