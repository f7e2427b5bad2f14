import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { allowed } from "#app/allowed.tsx";
import { apiAddresses } from "#app/api-addresses.ts";
import { prefetched } from "#app/prefetched.tsx";
import { ApiScreen } from "#features/apis/api-screen.tsx";
import { apiNamed } from "#features/apis/apis.ts";
import { callsInput, levelsInput } from "#features/apis/calls-input.ts";
import { getHub } from "#server/current-hub.ts";

export const metadata: Metadata = { title: "API" };

type ApiPageProps = { params: Promise<{ id: string }> };

export default async function ApiPage({ params }: ApiPageProps) {
  const api = apiNamed((await params).id);
  if (api === undefined) notFound();
  return allowed("jobs:read", async () => {
    const { config } = await getHub();
    return prefetched(
      (trpc) => [
        trpc.channels.list.prefetch({}),
        trpc.inventory.levels.prefetch(levelsInput),
        trpc.tenants.current.prefetch({}),
        trpc.calls.listRecent.prefetch(callsInput(api, "all")),
      ],
      <ApiScreen id={api.id} origin={new URL(config.publicUrl).origin} at={apiAddresses(config)[api.id]} />,
    );
  });
}
