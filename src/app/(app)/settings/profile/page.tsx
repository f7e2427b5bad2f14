import type { Metadata } from "next";
import { prefetched } from "#app/prefetched.tsx";
import { withMessages } from "#app/with-messages.tsx";
import { ProfileScreen } from "#features/settings/profile/profile-screen.tsx";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  return withMessages(
    ["account", "factor"],
    await prefetched((trpc) => [trpc.sessions.list.prefetch({}), trpc.factors.get.prefetch({})], <ProfileScreen />),
  );
}
