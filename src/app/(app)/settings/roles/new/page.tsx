import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { CreateRoleScreen } from "#features/people/roles/create-role-screen.tsx";

export const metadata: Metadata = { title: "New role" };

export default function CreateRolePage() {
  return allowed("users:write", () =>
    prefetched((trpc) => [trpc.roles.permissions.prefetch({})], <CreateRoleScreen />),
  );
}
