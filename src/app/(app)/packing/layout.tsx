import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function PackingLayout({ children }: { children: ReactNode }) {
  return withMessages(["packing"], children);
}
