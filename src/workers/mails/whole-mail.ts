import { openInvitationToken } from "#core/invitations/index.ts";
import { systemActor } from "#core/kernel/actor.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { withToken } from "#core/mail/token-to-come.ts";
import { execute } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { MailRefusal } from "#integrations/mail/port.ts";
import type { ClaimedMail } from "./mail-store.ts";

/** The mail as it is sent: with the token that is stored nowhere readable. */
export async function wholeMail(hub: Hub, mail: ClaimedMail): Promise<Pick<ClaimedMail, "text" | "html">> {
  if (mail.secret !== null) return withToken(mail, hub.sealer.open(mail.secret));
  if (mail.template !== "invitation") return mail;
  const actor = systemActor(asTenantId(mail.tenantId), "mail");
  const { output } = await execute(hub, actor, openInvitationToken, { eventId: mail.eventId }, { transport: "worker" });
  if (output.token === null) throw new MailRefusal("The invitation has ended, or was sent again.", { final: true });
  return withToken(mail, output.token);
}
