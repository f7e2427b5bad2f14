import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function DeliveriesLayout({ children }: { children: ReactNode }) {
  return withMessages(["deliveries", "webhooks"], children);
}
