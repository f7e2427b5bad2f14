import type { Metadata } from "next";
import { prefetched } from "#app/prefetched.tsx";
import { PackingScreen } from "#features/packing/packing-screen.tsx";

export const metadata: Metadata = { title: "Packing" };

export default async function PackingPage() {
  return prefetched((trpc) => [trpc.locations.list.prefetch({})], <PackingScreen />);
}
