import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { InvitationsScreen } from "#features/people/invitations-screen.tsx";

export const metadata: Metadata = { title: "Invitations" };

export default function InvitationsPage() {
  return allowed("users:read", () =>
    prefetched((trpc) => [trpc.invitations.list.prefetch({}), trpc.roles.list.prefetch({})], <InvitationsScreen />),
  );
}
