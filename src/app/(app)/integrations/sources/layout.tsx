import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function SourcesLayout({ children }: { children: ReactNode }) {
  return withMessages(["sources", "mapping", "inbox"], children);
}
