import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function HomeLayout({ children }: { children: ReactNode }) {
  return withMessages(["home", "events", "newerEvent"], children);
}
