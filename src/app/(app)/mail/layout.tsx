import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function MailLayout({ children }: { children: ReactNode }) {
  return withMessages(["mail"], children);
}
