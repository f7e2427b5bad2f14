import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { recentInput } from "#features/sources/source-params.ts";
import { SourceScreen } from "#features/sources/source-screen.tsx";
import { getHub } from "#server/current-hub.ts";

export const metadata: Metadata = { title: "Source" };

type DetailPageProps = { params: Promise<{ id: string }> };

export default async function SourcePage({ params }: DetailPageProps) {
  const { id } = await params;
  return allowed("webhooks:read", async () => {
    const { config } = await getHub();
    return prefetched(
      (trpc) => [
        trpc.inbound.getSource.prefetch({ id }),
        trpc.inbound.targets.prefetch({}),
        trpc.inbound.listMessages.prefetch(recentInput(id)),
      ],
      <SourceScreen id={id} origin={config.publicUrl} />,
    );
  });
}
