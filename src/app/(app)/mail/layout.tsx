import type { ReactNode } from "react";
import { requireVisit } from "#app/tenant.ts";
import { withMessages } from "#app/with-messages.tsx";
import { Sends } from "#features/mail/sends.tsx";
import { getHub } from "#server/current-hub.ts";

export default async function MailLayout({ children }: { children: ReactNode }) {
  await requireVisit();
  const { config } = await getHub();
  return withMessages(["mail"], <Sends value={config.smtpUrl !== undefined}>{children}</Sends>);
}
