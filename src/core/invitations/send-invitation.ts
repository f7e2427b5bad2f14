import type { Actor } from "../kernel/actor.ts";
import type { EventDraft } from "../kernel/event.ts";
import type { WriteContext } from "../kernel/operation.ts";
import type { Maker } from "../keys/store.ts";
import { invitationSent } from "./events.ts";
import { factsOf, type InvitationRecord, LASTS_MS } from "./record.ts";
import { insertInvitation, renewInvitation } from "./store.ts";
import { hashOf, makeToken } from "./token.ts";

type Sending = WriteContext & { readonly actor: Actor; readonly emit: (event: EventDraft) => void };
type Draft = Pick<InvitationRecord, "id" | "email" | "name" | "role" | "roleId" | "createdAt">;

/** Makes the link, by the caller: they answer for it from now on. The mail follows from the event. */
export function sendInvitation(
  context: Sending,
  draft: Draft,
  { isAgain }: { readonly isAgain: boolean },
): { record: InvitationRecord; token: string } {
  const { tx, now, actor, emit, sealer } = context;
  const maker: Maker | null = actor.type === "system" ? null : { type: actor.type, id: actor.id };
  const record: InvitationRecord = {
    ...draft,
    invitedBy: actor.name,
    maker,
    sentAt: now,
    expiresAt: new Date(now.getTime() + LASTS_MS),
    acceptedAt: null,
    revokedAt: null,
  };
  const token = makeToken(tx.tenantId);
  const write = isAgain ? renewInvitation : insertInvitation;
  write(context, record, { hash: hashOf(token), sealed: sealer.seal(token) });
  emit(invitationSent(record.id, { ...factsOf(record), expiresAt: record.expiresAt.toISOString(), isAgain }));
  return { record, token };
}
