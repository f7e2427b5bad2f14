import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { CreateSourceScreen } from "#features/sources/create-source-screen.tsx";
import { getHub } from "#server/current-hub.ts";

export const metadata: Metadata = { title: "New source" };

export default async function CreateSourcePage() {
  return allowed("webhooks:write", async () => {
    const { config } = await getHub();
    return prefetched((trpc) => [trpc.inbound.targets.prefetch({})], <CreateSourceScreen origin={config.publicUrl} />);
  });
}
