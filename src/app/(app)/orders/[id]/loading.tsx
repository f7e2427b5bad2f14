import { OrderSkeleton } from "#features/orders/detail/order-skeleton.tsx";

export default function Loading() {
  return <OrderSkeleton />;
}
