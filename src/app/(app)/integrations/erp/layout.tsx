import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function ErpLayout({ children }: { children: ReactNode }) {
  return withMessages(["erp"], children);
}
