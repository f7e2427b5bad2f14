import "server-only";
import type { ReactNode } from "react";
import { compiledMessages } from "#app/compiled-messages.ts";
import { ScreenMessages } from "#features/shell/screen-messages.tsx";
import type { Catalogue } from "#messages/catalogue.ts";

/**
 * Provides the messages of these areas to the screens below: `withMessages(["stock"], children)` in a layout or a page.
 */
export function withMessages(areas: readonly (keyof Catalogue)[], children: ReactNode): ReactNode {
  return <ScreenMessages messages={compiledMessages(areas)}>{children}</ScreenMessages>;
}
