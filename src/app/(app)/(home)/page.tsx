import type { Metadata } from "next";
import { prefetched } from "#app/prefetched.tsx";
import { HomeScreen } from "#features/home/home-screen.tsx";

export const metadata: Metadata = { title: "Home" };

export default async function HomePage() {
  return prefetched((trpc) => [trpc.home.overview.prefetch({})], <HomeScreen />);
}
