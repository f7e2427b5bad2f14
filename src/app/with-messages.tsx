import "server-only";
import type { ReactNode } from "react";
import { ScreenMessages } from "#features/shell/screen-messages.tsx";
import { type Catalogue, en } from "#messages/catalogue.ts";

/** Gives the screens below the texts of their areas: `withMessages(["stock"], children)` in a layout or a page. */
export function withMessages(areas: readonly (keyof Catalogue)[], children: ReactNode): ReactNode {
  const messages = Object.fromEntries(areas.map((area) => [area, en[area]]));
  return <ScreenMessages messages={messages}>{children}</ScreenMessages>;
}
