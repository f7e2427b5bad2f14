import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function RolesLayout({ children }: { children: ReactNode }) {
  return withMessages(["apiKeys", "roles"], children);
}
