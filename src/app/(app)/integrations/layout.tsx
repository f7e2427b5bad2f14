import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function IntegrationsLayout({ children }: { children: ReactNode }) {
  return withMessages(["integrations"], children);
}
