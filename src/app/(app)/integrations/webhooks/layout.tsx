import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function WebhooksLayout({ children }: { children: ReactNode }) {
  return withMessages(["webhooks", "deliveries"], children);
}
