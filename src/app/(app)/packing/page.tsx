import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { PackingScreen } from "#features/packing/packing-screen.tsx";

export const metadata: Metadata = { title: "Packing" };

export default function PackingPage() {
  return allowed("orders:read", async () => {
    return prefetched((trpc) => [trpc.locations.list.prefetch({})], <PackingScreen />);
  });
}
