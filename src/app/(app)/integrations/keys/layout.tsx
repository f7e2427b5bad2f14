import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function KeysLayout({ children }: { children: ReactNode }) {
  return withMessages(["apiKeys"], children);
}
