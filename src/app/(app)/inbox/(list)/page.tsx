import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { requireTenant } from "#app/tenant.ts";
import { loadInboxParams, messageListInput } from "#features/inbox/inbox-params.ts";
import { InboxScreen } from "#features/inbox/inbox-screen.tsx";
import type { SearchParams } from "#features/list/url-params.ts";

export const metadata: Metadata = { title: "Inbox" };

type ListPageProps = { searchParams: Promise<SearchParams> };

export default async function InboxPage({ searchParams }: ListPageProps) {
  const [params, { timeZone }] = [loadInboxParams(await searchParams), await requireTenant()];
  return allowed("webhooks:read", () =>
    prefetched(
      (trpc) => [
        trpc.inbound.listMessages.prefetchInfinite(messageListInput(params, timeZone)),
        trpc.inbound.counts.prefetch({}),
        trpc.inbound.listSources.prefetch({}),
      ],
      <InboxScreen />,
    ),
  );
}
