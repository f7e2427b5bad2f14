import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { requireActor } from "#app/viewer.ts";
import { customerOrdersInput } from "#features/customers/customer-params.ts";
import { CustomerScreen } from "#features/customers/customer-screen.tsx";

export const metadata: Metadata = { title: "Customer" };

type DetailPageProps = { params: Promise<{ id: string }> };

export default function CustomerPage({ params }: DetailPageProps) {
  return allowed("customers:read", async () => {
    const [{ id }, { scopes }] = [await params, await requireActor()];
    return prefetched(
      (trpc) => [
        trpc.customers.get.prefetch({ id }),
        trpc.customers.totals.prefetch({ id }),
        trpc.orders.list.prefetch(customerOrdersInput(id)),
      ],
      <CustomerScreen id={id} canEdit={scopes.has("customers:write")} />,
    );
  });
}
