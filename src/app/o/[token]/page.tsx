import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orderOfLink } from "#app/customer.ts";
import { traceable } from "#app/traceable.ts";
import { CustomerOrderScreen } from "#features/customer-page/customer-order-screen.tsx";

/** Its address is a secret: no page that is reached from it may learn it. */
export const metadata: Metadata = { title: { absolute: "Your order" }, referrer: "no-referrer" };

type PageProps = { params: Promise<{ token: string }> };

export default async function CustomerOrderPage({ params }: PageProps) {
  const { token } = await params;
  const order = await traceable(() => orderOfLink(token));
  if (order === undefined) notFound();
  return <CustomerOrderScreen order={order} nowMs={Date.now()} />;
}
