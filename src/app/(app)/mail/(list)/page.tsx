import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import type { SearchParams } from "#features/list/url-params.ts";
import { loadMailParams, mailListInput } from "#features/mail/mail-params.ts";
import { MailsScreen } from "#features/mail/mails-screen.tsx";

export const metadata: Metadata = { title: "Mail" };

type ListPageProps = { searchParams: Promise<SearchParams> };

export default async function MailsPage({ searchParams }: ListPageProps) {
  const params = loadMailParams(await searchParams);
  return allowed("jobs:read", () =>
    prefetched((trpc) => [trpc.mails.list.prefetchInfinite(mailListInput(params))], <MailsScreen />),
  );
}
