import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { KeyScreen } from "#features/api-keys/key-screen.tsx";

export const metadata: Metadata = { title: "API key" };

type DetailPageProps = { params: Promise<{ id: string }> };

export default function KeyPage({ params }: DetailPageProps) {
  return allowed("settings:read", async () => {
    const { id } = await params;
    return prefetched((trpc) => [trpc.apiKeys.get.prefetch({ id })], <KeyScreen id={id} />);
  });
}
