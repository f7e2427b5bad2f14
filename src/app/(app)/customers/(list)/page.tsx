import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { customerListInput, loadCustomerParams } from "#features/customers/customer-params.ts";
import { CustomersScreen } from "#features/customers/customers-screen.tsx";
import type { SearchParams } from "#features/list/url-params.ts";

export const metadata: Metadata = { title: "Customers" };

type ListPageProps = { searchParams: Promise<SearchParams> };

export default function CustomersPage({ searchParams }: ListPageProps) {
  return allowed("customers:read", async () => {
    const params = loadCustomerParams(await searchParams);
    return prefetched((trpc) => [trpc.customers.list.prefetchInfinite(customerListInput(params))], <CustomersScreen />);
  });
}
