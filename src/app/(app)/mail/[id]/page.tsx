import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { MailScreen } from "#features/mail/mail-screen.tsx";

export const metadata: Metadata = { title: "Mail" };

type DetailPageProps = { params: Promise<{ id: string }> };

export default async function MailPage({ params }: DetailPageProps) {
  const { id } = await params;
  return allowed("jobs:read", () => prefetched((trpc) => [trpc.mails.get.prefetch({ id })], <MailScreen id={id} />));
}
