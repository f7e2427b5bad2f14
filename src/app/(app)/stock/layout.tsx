import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function StockLayout({ children }: { children: ReactNode }) {
  return withMessages(["stock"], children);
}
