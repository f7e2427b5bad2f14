import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { requireTenant } from "#app/tenant.ts";
import type { SearchParams } from "#features/list/url-params.ts";
import { listInput, loadListParams } from "#features/orders/list/list-params.ts";
import { OrdersScreen } from "#features/orders/list/orders-screen.tsx";

export const metadata: Metadata = { title: "Orders" };

type PageProps = { searchParams: Promise<SearchParams> };

export default function OrdersPage({ searchParams }: PageProps) {
  return allowed("orders:read", async () => {
    const [params, { timeZone }] = [loadListParams(await searchParams), await requireTenant()];
    return prefetched(
      (trpc) => [trpc.orders.list.prefetchInfinite(listInput(params, timeZone)), trpc.channels.list.prefetch({})],
      <OrdersScreen />,
    );
  });
}
