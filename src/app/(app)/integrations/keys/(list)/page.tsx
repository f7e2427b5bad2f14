import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { KeysScreen } from "#features/api-keys/keys-screen.tsx";

export const metadata: Metadata = { title: "API keys" };

export default function KeysPage() {
  return allowed("settings:read", () => prefetched((trpc) => [trpc.apiKeys.show.prefetch({})], <KeysScreen />));
}
