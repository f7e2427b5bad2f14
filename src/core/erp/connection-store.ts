import type { Sql } from "postgres";
import type { WriteContext } from "../kernel/operation.ts";
import type { Read, Tx, Types } from "../kernel/tx.ts";
import type { ErpSettings, InvoiceComparison, StockFetch } from "./schemas.ts";
import { announceInvoices, ERP_CHANNEL } from "./store.ts";

export interface ConnectionRecord {
  readonly wsdlUrl: string;
  /** Since a worker has looked for work last. */
  readonly unseenMs: number;
  readonly settings: Partial<ErpSettings>;
  readonly version: number;
  readonly failures: number;
  readonly openUntil: Date | null;
  readonly isOpen: boolean;
  readonly lastSuccessAt: Date | null;
  readonly lastFailureAt: Date | null;
  readonly lastError: string | null;
  readonly stock: StockFetch | null;
  readonly compared: InvoiceComparison | null;
}

const columns = ({ sql }: Read) => sql`
  c.wsdl_url as "wsdlUrl", (extract(epoch from now() - c.seen_at) * 1000)::float8 as "unseenMs", c.settings, c.version,
  c.failures, c.open_until as "openUntil", coalesce(c.open_until > now(), false) as "isOpen",
  c.last_success_at as "lastSuccessAt", c.last_failure_at as "lastFailureAt", c.last_error as "lastError", c.stock,
  c.compared`;

export async function readConnection(read: Read): Promise<ConnectionRecord | undefined> {
  const [row] = await read.sql<ConnectionRecord[]>`
    select ${columns(read)} from erp_connections c where c.tenant_id = ${read.tenantId}`;
  return row;
}

export async function lockConnection(tx: Tx): Promise<ConnectionRecord | undefined> {
  const [row] = await tx.sql<ConnectionRecord[]>`
    select ${columns(tx)} from erp_connections c where c.tenant_id = ${tx.tenantId} for no key update`;
  return row;
}

/** Name of the consumer that issues invoices. */
export const ERP_CONSUMER = "erp";

/**
 * A worker that has an ERP's address says so; another address closes the circuit. The first one activates the ERP: from
 * the oldest event on that its consumer has not applied, while it did not know the tenant.
 */
export async function connectErp(sql: Sql<Types>, tenantId: string, wsdlUrl: string): Promise<void> {
  await sql`
    with known as (select from erp_connections where tenant_id = ${tenantId}),
    waiting as (
      select min(e.at) as at from (
        select f.n from consumers k join feed f on f.position > k.position and f.tenant_id = ${tenantId}
        where k.name = ${ERP_CONSUMER}
        union all select d.n from consumer_dead_letters d where d.consumer = ${ERP_CONSUMER} and d.tenant_id = ${tenantId}
        union all select o.n from outbox o where exists (select from consumers where name = ${ERP_CONSUMER})
      ) w join events e on e.tenant_id = ${tenantId} and e.n = w.n
      where not exists (select from known)
    )
    insert into erp_connections as c (tenant_id, wsdl_url, seen_at, activated_at)
    select ${tenantId}, ${wsdlUrl}, now(), coalesce(waiting.at, now()) from waiting
    on conflict (tenant_id) do update set seen_at = now(), wsdl_url = excluded.wsdl_url,
      failures = case when c.wsdl_url = excluded.wsdl_url then c.failures else 0 end,
      open_until = case when c.wsdl_url = excluded.wsdl_url then c.open_until end`;
}

export function writeSettings({ tx, send }: WriteContext, settings: Partial<ErpSettings>): void {
  send(tx.sql`
    update erp_connections set settings = ${JSON.stringify(settings)}::text::jsonb, version = version + 1
    where tenant_id = ${tx.tenantId}`);
  send(announceInvoices(tx));
}

/** Any usable response closes the circuit; waiting workers are notified. */
export function noteSuccess({ tx, send, now }: WriteContext): void {
  send(tx.sql`
    with before as (select failures from erp_connections where tenant_id = ${tx.tenantId}),
      closed as (update erp_connections set failures = 0, open_until = null, last_success_at = ${now}
        where tenant_id = ${tx.tenantId})
    select pg_notify(${ERP_CHANNEL}, '') from before where failures > 0`);
}

/** The probe of a half-open circuit, open for others until then, was not sent: the next one may be at once. */
export const endProbe = (sql: Sql<Types>, tenantId: string, probeUntil: string) => sql`
  update erp_connections set open_until = null
  where tenant_id = ${tenantId} and open_until = ${probeUntil}::text::timestamptz`;

export function noteFailure(
  { tx, send, now }: WriteContext,
  { error, pauseMs }: { readonly error: string; readonly pauseMs: number },
): void {
  send(tx.sql`
    update erp_connections set failures = failures + 1, last_failure_at = ${now}, last_error = ${error},
      open_until = case when ${pauseMs}::float8 > 0 then now() + ${pauseMs}::float8 * interval '1 millisecond' end
    where tenant_id = ${tx.tenantId}`);
}

export function writeStock({ tx, send }: WriteContext, stock: StockFetch): void {
  send(tx.sql`
    update erp_connections set stock = ${JSON.stringify(stock)}::text::jsonb where tenant_id = ${tx.tenantId}`);
}

export function writeComparison({ tx, send }: WriteContext, compared: InvoiceComparison): void {
  send(tx.sql`
    update erp_connections set compared = ${JSON.stringify(compared)}::text::jsonb where tenant_id = ${tx.tenantId}`);
}

export interface Backlog {
  readonly waiting: number;
  readonly dead: number;
  readonly oldestWaitingAt: Date | null;
}

/** Counts stop at 10,000. */
export async function readBacklog({ sql, tenantId }: Read): Promise<Backlog> {
  const [row] = await sql<Backlog[]>`
    select (select count(*) from (select from erp_invoices
        where tenant_id = ${tenantId} and state in ('pending', 'failed') limit 10000) w) as waiting,
      (select count(*) from (select from erp_invoices where tenant_id = ${tenantId} and state = 'dead' limit 10000) d) as dead,
      (select min(issued_at) from erp_invoices where tenant_id = ${tenantId} and state in ('pending', 'failed'))
        as "oldestWaitingAt"`;
  return row ?? { waiting: 0, dead: 0, oldestWaitingAt: null };
}
