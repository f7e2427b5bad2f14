import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function QueuesLayout({ children }: { children: ReactNode }) {
  return withMessages(["queues"], children);
}
