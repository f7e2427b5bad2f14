import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { latestInput } from "#features/webhooks/endpoint-params.ts";
import { EndpointScreen } from "#features/webhooks/endpoint-screen.tsx";

export const metadata: Metadata = { title: "Webhook endpoint" };

type DetailPageProps = { params: Promise<{ id: string }> };

export default function EndpointPage({ params }: DetailPageProps) {
  return allowed("webhooks:read", async () => {
    const { id } = await params;
    return prefetched(
      (trpc) => [
        trpc.webhooks.getEndpoint.prefetch({ id }),
        trpc.webhooks.endpointMetrics.prefetch({ id, window: "24h" }),
        trpc.webhooks.listDeliveries.prefetch(latestInput(id)),
      ],
      <EndpointScreen id={id} />,
    );
  });
}
