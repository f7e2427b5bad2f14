import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { RoleScreen } from "#features/people/roles/role-screen.tsx";

export const metadata: Metadata = { title: "Role" };

type PageProps = { params: Promise<{ id: string }> };

export default function RolePage({ params }: PageProps) {
  return allowed("users:read", async () => {
    const { id } = await params;
    return prefetched(
      (trpc) => [trpc.roles.get.prefetch({ id }), trpc.roles.list.prefetch({}), trpc.roles.permissions.prefetch({})],
      <RoleScreen id={id} />,
    );
  });
}
