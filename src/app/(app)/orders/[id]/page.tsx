import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { OrderScreen } from "#features/orders/detail/order-screen.tsx";
import { TIMELINE_PAGE } from "#features/orders/detail/timeline-page.ts";

type PageProps = { params: Promise<{ id: string }> };

/** An order's path has its number; its id works too. */
const isRef = (text: string) => /^(\d{1,18}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(text);

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { id } = await params;
  return { title: /^\d+$/.test(id) ? `Order ${id}` : "Order" };
}

export default function OrderPage({ params }: PageProps) {
  return allowed("orders:read", async () => {
    const { id } = await params;
    if (!isRef(id)) notFound();
    return prefetched(
      (trpc) => [
        trpc.orders.get.prefetch({ id }),
        trpc.orders.timeline.prefetch({ id, limit: TIMELINE_PAGE }),
        trpc.locations.list.prefetch({}),
      ],
      <OrderScreen orderRef={id} />,
    );
  });
}
