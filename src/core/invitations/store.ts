import type { WriteContext } from "../kernel/operation.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import type { InvitationRecord } from "./record.ts";

const columns = (read: Read) => read.sql`
  id, email, name, role, role_id as "roleId", invited_by as "invitedBy",
  case when maker_id is not null then json_build_object('type', maker_type, 'id', maker_id) end as maker,
  created_at as "createdAt", sent_at as "sentAt", expires_at as "expiresAt", accepted_at as "acceptedAt",
  revoked_at as "revokedAt"`;

/** Those that were neither accepted nor revoked, the newest first. */
export const readPending = (read: Read): Promise<InvitationRecord[]> => read.sql<InvitationRecord[]>`
  select ${columns(read)} from invitations
  where tenant_id = ${read.tenantId} and accepted_at is null and revoked_at is null
  order by created_at desc, id desc`;

export async function readInvitation(read: Read, id: string): Promise<InvitationRecord | undefined> {
  const [found] = await read.sql<InvitationRecord[]>`
    select ${columns(read)} from invitations where tenant_id = ${read.tenantId} and id = ${id}`;
  return found;
}

export async function readByHash(read: Read, hash: string): Promise<InvitationRecord | undefined> {
  const [found] = await read.sql<InvitationRecord[]>`
    select ${columns(read)} from invitations where tenant_id = ${read.tenantId} and token_hash = ${hash}`;
  return found;
}

export async function lockInvitation(tx: Tx, id: string): Promise<InvitationRecord | undefined> {
  const [found] = await tx.sql<InvitationRecord[]>`
    select ${columns(tx)} from invitations where tenant_id = ${tx.tenantId} and id = ${id} for no key update`;
  return found;
}

/** Who comes second with the same link waits, and finds it used. */
export async function lockByHash(tx: Tx, hash: string): Promise<InvitationRecord | undefined> {
  const [found] = await tx.sql<InvitationRecord[]>`
    select ${columns(tx)} from invitations where tenant_id = ${tx.tenantId} and token_hash = ${hash} for no key update`;
  return found;
}

export async function lockPending(tx: Tx, email: string): Promise<InvitationRecord | undefined> {
  const [found] = await tx.sql<InvitationRecord[]>`
    select ${columns(tx)} from invitations
    where tenant_id = ${tx.tenantId} and email = ${email} and accepted_at is null and revoked_at is null
    for no key update`;
  return found;
}

interface Token {
  readonly hash: string;
  readonly sealed: string;
}

export function insertInvitation({ tx, send }: WriteContext, record: InvitationRecord, token: Token): void {
  const { id, email, name, role, roleId, invitedBy, maker, createdAt, sentAt, expiresAt } = record;
  send(tx.sql`
    insert into invitations (tenant_id, id, email, name, role, role_id, token_hash, token_sealed, invited_by, maker_type,
      maker_id, created_at, sent_at, expires_at)
    values (${tx.tenantId}, ${id}, ${email}, ${name}, ${role}, ${roleId}, ${token.hash}, ${token.sealed}, ${invitedBy},
      ${maker?.type ?? null}, ${maker?.id ?? null}, ${createdAt}, ${sentAt}, ${expiresAt})`);
}

/** Another link takes the place of the one before, and whoever sends it answers for it. */
export function renewInvitation({ tx, send }: WriteContext, record: InvitationRecord, token: Token): void {
  const { id, invitedBy, maker, sentAt, expiresAt } = record;
  send(tx.sql`
    update invitations set token_hash = ${token.hash}, token_sealed = ${token.sealed}, invited_by = ${invitedBy},
      maker_type = ${maker?.type ?? null}, maker_id = ${maker?.id ?? null}, sent_at = ${sentAt}, expires_at = ${expiresAt}
    where tenant_id = ${tx.tenantId} and id = ${id}`);
}

export function endInvitation({ tx, send, now }: WriteContext, id: string, how: { readonly userId?: string }): void {
  send(
    how.userId === undefined
      ? tx.sql`
        update invitations set revoked_at = ${now}, token_sealed = null where tenant_id = ${tx.tenantId} and id = ${id}`
      : tx.sql`
        update invitations set accepted_at = ${now}, user_id = ${how.userId}, token_sealed = null
        where tenant_id = ${tx.tenantId} and id = ${id}`,
  );
}

/** The sealed token of the mail of this event; undefined once it has ended, or a later mail has another. */
export async function readSealedToken(read: Read, eventId: string, now: Date): Promise<string | undefined> {
  const [found] = await read.sql<{ sealed: string }[]>`
    select i.token_sealed as sealed from events e
    join invitations i on i.tenant_id = e.tenant_id and i.id = e.subject_id
    where e.tenant_id = ${read.tenantId} and e.id = ${eventId} and e.type = 'invitation.sent' and i.expires_at > ${now}
      and i.token_sealed is not null and (e.data ->> 'expiresAt')::timestamptz = i.expires_at`;
  return found?.sealed;
}

export async function readShopName(read: Read): Promise<string> {
  const [tenant] = await read.sql<{ name: string }[]>`select name from tenants where id = ${read.tenantId}`;
  return tenant?.name ?? "";
}
