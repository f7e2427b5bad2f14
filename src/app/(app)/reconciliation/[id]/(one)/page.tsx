import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { PartnerScreen } from "#features/reconciliation/partner-screen.tsx";
import { runListInput } from "#features/reconciliation/reconciliation-params.ts";
import { getHub } from "#server/current-hub.ts";

export const metadata: Metadata = { title: "Partner" };

type DetailPageProps = { params: Promise<{ id: string }> };

export default async function PartnerPage({ params }: DetailPageProps) {
  const { id } = await params;
  return allowed("webhooks:read", async () => {
    const { config } = await getHub();
    return prefetched(
      (trpc) => [
        trpc.reconciliation.getPartner.prefetch({ id }),
        trpc.reconciliation.list.prefetchInfinite(runListInput(id)),
        trpc.channels.list.prefetch({}),
        trpc.locations.list.prefetch({}),
      ],
      <PartnerScreen id={id} origin={config.publicUrl} />,
    );
  });
}
