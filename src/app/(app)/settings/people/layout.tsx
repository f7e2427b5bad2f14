import type { ReactNode } from "react";
import { withMessages } from "#app/with-messages.tsx";

export default function PeopleLayout({ children }: { children: ReactNode }) {
  return withMessages(["people"], children);
}
