import { HttpOut } from "#integrations/http-out/http-out.ts";
import { createSmtpMailer } from "#integrations/mail/smtp-mailer.ts";
import { testProvider } from "#integrations/payments/test-provider.ts";
import type { JobDeps } from "#workers/jobs.ts";
import { type ConfiguredErp, configuredErp } from "./erp.ts";
import type { ServerHub } from "./hub.ts";

/** The external services, as configured. */
export function jobDeps({
  config,
  files,
}: Pick<ServerHub, "config" | "files">): JobDeps & { readonly erp: ConfiguredErp | undefined } {
  const { smtpUrl, mailFrom, publicUrl, allowPrivateTargets, unpaidHoldDays } = config;
  return {
    providers: { test: testProvider },
    files,
    mailer: smtpUrl === undefined ? undefined : createSmtpMailer({ url: smtpUrl, from: mailFrom }),
    publicUrl,
    http: new HttpOut({ allowPrivate: allowPrivateTargets, connections: 4 }),
    unpaidHoldDays,
    erp: configuredErp(config),
  };
}
