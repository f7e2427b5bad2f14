import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function OrdersLayout({ children }: { children: ReactNode }) {
  return withMessages(["orderList", "orderDetail", "orderDialog", "orderForm", "events", "newerEvent"], children);
}
