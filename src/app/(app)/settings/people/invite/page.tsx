import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { InviteScreen } from "#features/people/invite-screen.tsx";

export const metadata: Metadata = { title: "Invite somebody" };

export default function InvitePage() {
  return allowed("users:write", () => prefetched((trpc) => [trpc.roles.list.prefetch({})], <InviteScreen />));
}
