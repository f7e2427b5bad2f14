import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function AuditLayout({ children }: { children: ReactNode }) {
  return withMessages(["audit"], children);
}
