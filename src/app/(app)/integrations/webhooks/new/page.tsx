import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { CreateEndpointScreen } from "#features/webhooks/create-endpoint-screen.tsx";

export const metadata: Metadata = { title: "New endpoint" };

export default function CreateEndpointPage() {
  return allowed("webhooks:write", () =>
    prefetched(
      (trpc) => [
        trpc.webhooks.listEventTypes.prefetch({}),
        trpc.webhooks.previewPayload.prefetch({ payload: "full", type: "order.placed" }),
      ],
      <CreateEndpointScreen />,
    ),
  );
}
