import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { InvoiceScreen } from "#features/erp/invoice-screen.tsx";

export const metadata: Metadata = { title: "Invoice" };

type DetailPageProps = { params: Promise<{ id: string }> };

export default async function InvoicePage({ params }: DetailPageProps) {
  const { id } = await params;
  return allowed("orders:read", () =>
    prefetched((trpc) => [trpc.erp.getInvoice.prefetch({ id })], <InvoiceScreen id={id} />),
  );
}
