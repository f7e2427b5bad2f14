import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function SettingsLayout({ children }: { children: ReactNode }) {
  return withMessages(["settings"], children);
}
