import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { MessageScreen } from "#features/inbox/message-screen.tsx";

export const metadata: Metadata = { title: "Message" };

type DetailPageProps = { params: Promise<{ id: string }> };

export default async function MessagePage({ params }: DetailPageProps) {
  const { id } = await params;
  return allowed("webhooks:read", () =>
    prefetched(
      (trpc) => [trpc.inbound.getMessage.prefetch({ id }), trpc.inbound.targets.prefetch({})],
      <MessageScreen id={id} />,
    ),
  );
}
