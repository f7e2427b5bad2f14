import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import type { SearchParams } from "#features/list/url-params.ts";
import { loadPeopleParams, peopleListInput } from "#features/people/people-params.ts";
import { PeopleScreen } from "#features/people/people-screen.tsx";

export const metadata: Metadata = { title: "People" };

type PageProps = { searchParams: Promise<SearchParams> };

export default function PeoplePage({ searchParams }: PageProps) {
  return allowed("users:read", async () => {
    const input = peopleListInput(loadPeopleParams(await searchParams));
    return prefetched(
      (trpc) => [trpc.users.list.prefetchInfinite(input), trpc.roles.list.prefetch({})],
      <PeopleScreen />,
    );
  });
}
