import { OrdersSkeleton } from "#features/orders/list/orders-skeleton.tsx";

export default function Loading() {
  return <OrdersSkeleton />;
}
