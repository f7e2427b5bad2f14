import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function ImportLayout({ children }: { children: ReactNode }) {
  return withMessages(["import"], children);
}
