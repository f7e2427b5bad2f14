import type { Metadata } from "next";
import { allowed } from "#app/allowed.tsx";
import { prefetched } from "#app/prefetched.tsx";
import { DeliveryScreen } from "#features/deliveries/delivery-screen.tsx";

export const metadata: Metadata = { title: "Delivery" };

type DetailPageProps = { params: Promise<{ id: string }> };

export default function DeliveryPage({ params }: DetailPageProps) {
  return allowed("webhooks:read", async () => {
    const { id } = await params;
    return prefetched((trpc) => [trpc.webhooks.getDelivery.prefetch({ id })], <DeliveryScreen id={id} />);
  });
}
