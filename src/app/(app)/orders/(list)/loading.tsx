import { OrdersSkeleton } from "#features/orders/list/orders-screen.tsx";

export default function Loading() {
  return <OrdersSkeleton />;
}
