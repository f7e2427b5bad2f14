import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { SourcesScreen } from "#features/sources/sources-screen.tsx";
import { getHub } from "#server/current-hub.ts";

export const metadata: Metadata = { title: "Sources" };

export default async function SourcesPage() {
  return allowed("webhooks:read", async () => {
    const { config } = await getHub();
    return prefetched(
      (trpc) => [trpc.inbound.listSources.prefetch({}), trpc.inbound.counts.prefetch({})],
      <SourcesScreen origin={config.publicUrl} />,
    );
  });
}
