import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { PersonScreen } from "#features/people/person-screen.tsx";

export const metadata: Metadata = { title: "Person" };

type PageProps = { params: Promise<{ id: string }> };

export default function PersonPage({ params }: PageProps) {
  return allowed("users:read", async () => {
    const { id } = await params;
    return prefetched(
      (trpc) => [trpc.users.get.prefetch({ id }), trpc.roles.list.prefetch({})],
      <PersonScreen id={id} />,
    );
  });
}
