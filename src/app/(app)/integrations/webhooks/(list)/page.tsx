import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import type { SearchParams } from "#features/list/url-params.ts";
import { endpointListInput, loadEndpointParams } from "#features/webhooks/endpoint-params.ts";
import { EndpointsScreen } from "#features/webhooks/endpoints-screen.tsx";

export const metadata: Metadata = { title: "Webhooks" };

type ListPageProps = { searchParams: Promise<SearchParams> };

export default function WebhooksPage({ searchParams }: ListPageProps) {
  return allowed("webhooks:read", async () => {
    const params = loadEndpointParams(await searchParams);
    return prefetched(
      (trpc) => [trpc.webhooks.listEndpoints.prefetchInfinite(endpointListInput(params))],
      <EndpointsScreen />,
    );
  });
}
