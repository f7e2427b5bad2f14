import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function InboxLayout({ children }: { children: ReactNode }) {
  return withMessages(["inbox", "mapping", "sources"], children);
}
