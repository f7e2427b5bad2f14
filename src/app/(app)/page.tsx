import type { Metadata } from "next";
import { prefetched } from "#app/prefetched.tsx";
import { withMessages } from "#app/with-messages.tsx";
import { HomeScreen } from "#features/home/home-screen.tsx";

export const metadata: Metadata = { title: "Home" };

export default async function HomePage() {
  return withMessages(["home"], await prefetched((trpc) => [trpc.home.overview.prefetch({})], <HomeScreen />));
}
