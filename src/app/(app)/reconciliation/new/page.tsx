import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { CreatePartnerScreen } from "#features/reconciliation/create-partner-screen.tsx";

export const metadata: Metadata = { title: "New partner" };

export default function CreatePartnerPage() {
  return allowed("webhooks:write", () =>
    prefetched(
      (trpc) => [
        trpc.channels.list.prefetch({}),
        trpc.locations.list.prefetch({}),
        trpc.webhooks.listEndpoints.prefetch({ limit: 100 }),
      ],
      <CreatePartnerScreen />,
    ),
  );
}
