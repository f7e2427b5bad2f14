import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { PartnersScreen } from "#features/reconciliation/partners-screen.tsx";

export const metadata: Metadata = { title: "Reconciliation" };

export default function PartnersPage() {
  return allowed("webhooks:read", () =>
    prefetched(
      (trpc) => [
        trpc.reconciliation.listPartners.prefetch({}),
        trpc.channels.list.prefetch({}),
        trpc.locations.list.prefetch({}),
      ],
      <PartnersScreen />,
    ),
  );
}
