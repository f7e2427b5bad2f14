import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { RolesScreen } from "#features/people/roles/roles-screen.tsx";

export const metadata: Metadata = { title: "Roles" };

export default function RolesPage() {
  return allowed("users:read", () => prefetched((trpc) => [trpc.roles.list.prefetch({})], <RolesScreen />));
}
