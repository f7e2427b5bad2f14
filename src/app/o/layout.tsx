import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function CustomerLayout({ children }: { children: ReactNode }) {
  return withMessages(["customerPage"], children);
}
