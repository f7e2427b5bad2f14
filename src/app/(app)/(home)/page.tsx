import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { prefetched } from "#app/prefetched.tsx";
import { requireActor } from "#app/viewer.ts";
import { HomeScreen } from "#features/home/home-screen.tsx";
import { navFor } from "#features/shell/navigation.ts";

export const metadata: Metadata = { title: "Home" };

/** Who may not see orders starts on the first screen that they may. */
export default async function HomePage() {
  const { scopes } = await requireActor();
  const [first] = navFor((scope) => scopes.has(scope)).flatMap(({ items }) => items);
  if (first !== undefined && first.href !== "/") redirect(first.href);
  return prefetched((trpc) => [trpc.home.overview.prefetch({})], <HomeScreen />);
}
