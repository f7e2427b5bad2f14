import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function ApisLayout({ children }: { children: ReactNode }) {
  return withMessages(["apis"], children);
}
