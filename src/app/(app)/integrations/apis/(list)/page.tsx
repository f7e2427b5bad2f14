import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { apiAddresses } from "#app/api-addresses.ts";
import { prefetched } from "#app/prefetched.tsx";
import { ApisScreen } from "#features/apis/apis-screen.tsx";
import { getHub } from "#server/current-hub.ts";

export const metadata: Metadata = { title: "APIs" };

export default async function ApisPage() {
  return allowed("jobs:read", async () => {
    const { config } = await getHub();
    return prefetched(() => [], <ApisScreen addresses={apiAddresses(config)} />);
  });
}
