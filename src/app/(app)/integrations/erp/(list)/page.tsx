import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { invoiceListInput, loadInvoiceParams } from "#features/erp/erp-params.ts";
import { ErpScreen } from "#features/erp/erp-screen.tsx";
import type { SearchParams } from "#features/list/url-params.ts";

export const metadata: Metadata = { title: "ERP" };

type ListPageProps = { searchParams: Promise<SearchParams> };

export default async function ErpPage({ searchParams }: ListPageProps) {
  const params = loadInvoiceParams(await searchParams);
  return allowed("webhooks:read", () =>
    prefetched(
      (trpc) => [trpc.erp.get.prefetch({}), trpc.erp.listInvoices.prefetchInfinite(invoiceListInput(params))],
      <ErpScreen />,
    ),
  );
}
