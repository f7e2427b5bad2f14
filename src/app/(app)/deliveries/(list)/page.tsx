import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { requireTenant } from "#app/tenant.ts";
import { DeliveriesScreen } from "#features/deliveries/deliveries-screen.tsx";
import { deliveryListInput, endpointChoices, loadDeliveryParams } from "#features/deliveries/delivery-params.ts";
import type { SearchParams } from "#features/list/url-params.ts";

export const metadata: Metadata = { title: "Deliveries" };

type ListPageProps = { searchParams: Promise<SearchParams> };

export default function DeliveriesPage({ searchParams }: ListPageProps) {
  return allowed("webhooks:read", async () => {
    const [params, { timeZone }] = [loadDeliveryParams(await searchParams), await requireTenant()];
    return prefetched(
      (trpc) => [
        trpc.webhooks.overview.prefetch({}),
        trpc.webhooks.listDeliveries.prefetchInfinite(deliveryListInput(params, timeZone)),
        trpc.webhooks.listEndpoints.prefetch(endpointChoices),
        trpc.inbound.counts.prefetch({}),
        trpc.jobs.listQueues.prefetch({}),
      ],
      <DeliveriesScreen />,
    );
  });
}
