import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { withMessages } from "#app/with-messages.tsx";
import { SecurityScreen } from "#features/settings/security/security-screen.tsx";

export const metadata: Metadata = { title: "Security" };

export default function SecurityPage() {
  return allowed("users:write", async () =>
    withMessages(["account"], await prefetched((trpc) => [trpc.factors.listPeople.prefetch({})], <SecurityScreen />)),
  );
}
