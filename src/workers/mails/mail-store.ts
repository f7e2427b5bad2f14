import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";
import { announceMails } from "#core/mail/store.ts";

export interface ClaimedMail {
  readonly tenantId: string;
  readonly id: string;
  readonly lease: string;
  readonly template: string;
  readonly eventId: string;
  readonly toEmail: string;
  readonly toName: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Sealed. */
  readonly secret: string | null;
  readonly createdAt: Date;
}

/** Claims due mails of all tenants, the oldest first. After a worker's death its claims are due when the lease ends. */
export const claimMails = (
  sql: Sql<Types>,
  { limit, leaseMs, lease }: { limit: number; leaseMs: number; lease: string },
): Promise<ClaimedMail[]> => sql<ClaimedMail[]>`
  update mails m set lease = ${lease}, due_at = now() + ${leaseMs} * interval '1 millisecond'
  from (
    select tenant_id, id from mails where state = 'due' and due_at <= now()
    order by due_at limit ${limit} for update skip locked
  ) due
  where m.tenant_id = due.tenant_id and m.id = due.id
  returning m.tenant_id as "tenantId", m.id, m.lease, m.template,
    m.event_id as "eventId", m.to_email as "toEmail", m.to_name as "toName", m.subject, m.text,
    m.html, m.secret, m.created_at as "createdAt"`;

/** Claimed but not started: available to other workers at once. */
export async function giveBack(sql: Sql<Types>, mails: readonly ClaimedMail[]): Promise<void> {
  if (mails.length === 0) return;
  await sql`
    update mails m set lease = null, due_at = now()
    from unnest(${mails.map(({ tenantId }) => tenantId)}::uuid[], ${mails.map(({ id }) => id)}::uuid[],
      ${mails.map(({ lease }) => lease)}::uuid[]) as c(tenant_id, id, lease)
    where m.tenant_id = c.tenant_id and m.id = c.id and m.lease = c.lease and m.state = 'due'`;
  await announceMails(sql);
}

/** Ms until the next one is due; undefined when none is pending. */
export async function nextDueMs(sql: Sql<Types>): Promise<number | undefined> {
  const [row] = await sql<{ ms: number | null }[]>`
    select (extract(epoch from min(due_at) - now()) * 1000)::float8 as ms from mails -- every tenant_id: one queue
    where state = 'due'`;
  return row?.ms ?? undefined;
}

/** A mail that an older version left to a job. The job's worker owns the mail. */
export async function takeOver(
  sql: Sql<Types>,
  { tenantId, mailId }: { tenantId: string; mailId: string },
): Promise<void> {
  await sql`
    update mails set state = 'due', due_at = now() where tenant_id = ${tenantId} and id = ${mailId} and state = 'queued'`;
  await announceMails(sql);
}

export const readMailEvent = (
  sql: Sql<Types>,
  { tenantId, eventId }: { tenantId: string; eventId: string },
): Promise<{ tenantId: string; id: string; type: string; subjectId: string; data: unknown }[]> => sql`
  select tenant_id as "tenantId", id, type, subject_id as "subjectId", data from events
  where tenant_id = ${tenantId} and id = ${eventId}`;
