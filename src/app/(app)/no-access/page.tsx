import type { Metadata } from "next";
import { withMessages } from "#app/with-messages.tsx";
import { ForbiddenScreen } from "#features/shell/forbidden-screen.tsx";

export const metadata: Metadata = { title: "No access" };

type NoAccessProps = { searchParams: Promise<{ permission?: string | string[] }> };

export default async function NoAccessPage({ searchParams }: NoAccessProps) {
  const { permission } = await searchParams;
  return withMessages(["apiKeys"], <ForbiddenScreen scope={String(permission)} />);
}
