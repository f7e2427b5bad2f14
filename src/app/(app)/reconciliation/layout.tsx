import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function ReconciliationLayout({ children }: { children: ReactNode }) {
  return withMessages(["reconciling"], children);
}
