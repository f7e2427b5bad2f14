import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return withMessages(["auth", "factor"], children);
}
