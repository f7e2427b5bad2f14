import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { NewOrderScreen, type Source } from "#features/orders/create/new-order-screen.tsx";

export const metadata: Metadata = { title: "New order" };

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NewOrderPage({ searchParams }: PageProps) {
  const { draft, copy, customer } = await searchParams;
  const given = Object.entries({ draft, copy, customer }).filter(([, value]) => typeof value === "string");
  const source: Source = Object.fromEntries(given);
  const ref = source.draft ?? source.copy;
  return allowed("orders:write", () =>
    prefetched(
      (trpc) => [
        ...(ref === undefined ? [] : [trpc.orders.get.prefetch({ id: ref })]),
        ...(source.customer === undefined ? [] : [trpc.customers.get.prefetch({ id: source.customer })]),
        trpc.channels.list.prefetch({}),
        trpc.locations.list.prefetch({}),
      ],
      <NewOrderScreen key={JSON.stringify(source)} source={source} />,
    ),
  );
}
