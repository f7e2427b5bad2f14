import type { Sql } from "postgres";
import type { WriteContext } from "../kernel/operation.ts";
import type { Keyset } from "../kernel/page.ts";
import type { Read, Tx, Types } from "../kernel/tx.ts";
import type { FullMailRecord, MailHead, MailRecord } from "./record.ts";
import type { ListMailsInput, MailState } from "./schemas.ts";
import type { MailWorld, Person } from "./templates.ts";

/** Workers listen on this channel. */
export const MAILS_CHANNEL = "crossdock_mails";

const headColumns = (read: Read) => read.sql`
  m.id, m.event_id as "eventId", m.template, m.to_email as "toEmail", m.to_name as "toName", m.subject,
  case m.state when 'due' then 'queued' else m.state end as state,
  m.attempts, m.error, m.created_at as "createdAt", m.sent_at as "sentAt"`;

const mailColumns = (read: Read) => read.sql`
  ${headColumns(read)}, m.text, m.html,
  (select json_build_object('subjectType', v.subject_type, 'subjectId', v.subject_id,
      'label', case when v.subject_type = 'order' then (
        select o.number::text from orders o where o.tenant_id = v.tenant_id and o.id = v.subject_id) end)
    from events v where v.tenant_id = m.tenant_id and v.id = m.event_id) as about`;

/** Selects one row more than the limit, to detect another page. */
export function listMails(
  read: Read,
  { state, template, templates, to, limit }: ListMailsInput & { readonly templates: readonly string[] },
  after: Keyset | undefined,
): Promise<MailHead[]> {
  const { sql, tenantId } = read;
  return sql<MailHead[]>`
    select ${headColumns(read)} from mails m
    where m.tenant_id = ${tenantId} ${state === undefined ? sql`` : sql`and m.state = any(${state === "queued" ? ["queued", "due"] : [state]}::text[])`}
      and m.template = any(${[...templates]}::text[])
      ${template === undefined ? sql`` : sql`and m.template = ${template}`}
      ${to === undefined ? sql`` : sql`and m.to_email = ${to}`}
      ${after === undefined ? sql`` : sql`and (m.created_at, m.id) < (${after[0]}::text::timestamptz, ${after[1]}::uuid)`}
    order by m.created_at desc nulls last, m.id desc nulls last limit ${limit + 1}`;
}

export async function readMail(read: Read, id: string): Promise<FullMailRecord | undefined> {
  const [mail] = await read.sql<FullMailRecord[]>`
    select ${mailColumns(read)} from mails m where m.tenant_id = ${read.tenantId} and m.id = ${id}`;
  return mail;
}

export async function lockMail(tx: Tx, id: string): Promise<FullMailRecord | undefined> {
  const [mail] = await tx.sql<FullMailRecord[]>`
    select ${mailColumns(tx)} from mails m where m.tenant_id = ${tx.tenantId} and m.id = ${id} for no key update`;
  return mail;
}

/** With what is sealed in it, if anything is. */
export type NewMail = MailRecord & { readonly secret?: string | null };

/** Inserts new mails and returns their ids: one per event, template and recipient. */
export async function insertMails(tx: Tx, mails: readonly NewMail[]): Promise<ReadonlySet<string>> {
  if (mails.length === 0) return new Set();
  const rows = await tx.sql<{ id: string }[]>`
    insert into mails (tenant_id, id, event_id, template, to_email, to_name, subject, text, html, secret, state, due_at, created_at)
    select ${tx.tenantId}, r.id, r."eventId", r.template, r."toEmail", r."toName", r.subject, r.text, r.html, r.secret,
      case r.state when 'queued' then 'due' else r.state end, case r.state when 'queued' then now() end, r."createdAt"
    from json_to_recordset(${JSON.stringify(mails)}::text::json) as r(id uuid, "eventId" uuid, template text,
      "toEmail" text, "toName" text, subject text, text text, html text, secret text, state text, "createdAt" timestamptz)
    order by r."eventId", r.template, r."toEmail"
    on conflict (tenant_id, event_id, template, to_email) do nothing
    returning id`;
  return new Set(rows.map(({ id }) => id));
}

export const announceMails = (sql: Sql<Types>) => sql`select pg_notify(${MAILS_CHANNEL}, '')`;

export type LeasedMail = MailHead & { readonly lease: string | null };

/** Locks mails in the order of their ids. */
export const lockHeads = (tx: Tx, ids: readonly string[]): Promise<LeasedMail[]> => tx.sql<LeasedMail[]>`
  select ${headColumns(tx)}, m.lease from mails m
  where m.tenant_id = ${tx.tenantId} and m.id = any(${[...ids]}::uuid[]) order by m.id for no key update`;

export interface Settlement extends Pick<MailHead, "id" | "attempts" | "error" | "sentAt"> {
  readonly state: MailState;
  /** By PostgreSQL's clock, which workers use. Null for a finished mail. */
  readonly dueInMs: number | null;
}

/** Writes results of locked mails, or requeues them; either releases their leases. */
export function writeSettlements({ tx, send }: WriteContext, settled: readonly Settlement[]): void {
  if (settled.length === 0) return;
  send(tx.sql`
    update mails m set state = case r.state when 'queued' then 'due' else r.state end, attempts = r.attempts,
      error = r.error, due_at = now() + r."dueInMs" * interval '1 millisecond', sent_at = r."sentAt", lease = null
    from json_to_recordset(${JSON.stringify(settled)}::text::json) as r(id uuid, state text, attempts int, error text,
      "dueInMs" float8, "sentAt" timestamptz)
    where m.tenant_id = ${tx.tenantId} and m.id = r.id`);
}

export async function readSender(read: Read): Promise<{ tenant: MailWorld["tenant"]; admins: Person[] }> {
  const [row] = await read.sql<{ name: string; locale: string; admins: Person[] }[]>`
    select t.name, t.locale, coalesce((select json_agg(json_build_object('email', u.email, 'name', u.name) order by u.id)
      from users u where u.tenant_id = t.id and u.role = 'admin' and u.active and u.deleted_at is null), '[]') as admins
    from tenants t where t.id = ${read.tenantId}`;
  if (row === undefined) throw new Error("An actor's tenant is not there");
  const { name, locale, admins } = row;
  return { tenant: { name, locale }, admins };
}
