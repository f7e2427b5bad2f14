import type { Sql } from "postgres";
import { endProbe } from "#core/erp/connection-store.ts";
import type { InvoiceDocument } from "#core/erp/schemas.ts";
import { earlierUnposted } from "#core/erp/store.ts";
import { FAILURES_TO_OPEN } from "#core/kernel/circuit.ts";
import type { Types } from "#core/kernel/tx.ts";

export interface ClaimedInvoice {
  readonly tenantId: string;
  readonly id: string;
  readonly lease: string;
  readonly document: InvoiceDocument;
  readonly attempts: number;
  /** An earlier attempt may have reached the ERP. */
  readonly unsure: boolean;
  /** Of the probe of a half-open circuit: until when the circuit is open for the others. */
  readonly probeUntil: string | null;
}

interface Claim {
  readonly tenantId: string;
  readonly limit: number;
  readonly leaseMs: number;
  readonly lease: string;
}

const isFirst = (sql: Sql<Types>, tenantId: string) => sql`not exists (select ${earlierUnposted({ sql, tenantId })})`;

/**
 * Claims due invoices of one tenant, unless the circuit is open; once it is half-open, one as a probe, and the circuit
 * stays open for the others meanwhile. Of one order they are claimed one after the other. From now on each counts as
 * possibly posted: a process that dies cannot say how far it got.
 */
export async function claimInvoices(sql: Sql<Types>, claim: Claim): Promise<ClaimedInvoice[]> {
  const { tenantId, limit, leaseMs, lease } = claim;
  const rows = await sql<(ClaimedInvoice | { id: null; probeUntil: string | null })[]>`
  with ready as (
    select i.id, i.due_at from erp_invoices i
    where i.tenant_id = ${tenantId} and i.state in ('pending', 'failed') and i.due_at <= now() and ${isFirst(sql, tenantId)}
    order by i.due_at, i.id limit ${limit}
  ), circuit as (
    update erp_connections c set
      open_until = case when c.failures >= ${FAILURES_TO_OPEN} then now() + ${leaseMs}::float8 * interval '1 millisecond' end
    where c.tenant_id = ${tenantId} and (c.open_until is null or c.open_until <= now()) and exists (select from ready)
    returning c.failures, c.open_until
  ), due as (
    select i.id, i.unsure from erp_invoices i join ready r on r.id = i.id
    where i.tenant_id = ${tenantId} and i.state in ('pending', 'failed') and i.due_at <= now()
    order by r.due_at, i.id
    limit coalesce((select case when failures >= ${FAILURES_TO_OPEN} then 1 else ${limit}::int end from circuit), 0)
    for update of i skip locked
  ), claimed as (
  update erp_invoices i set lease = ${lease}, due_at = now() + ${leaseMs}::float8 * interval '1 millisecond', unsure = true
  from due where i.tenant_id = ${tenantId} and i.id = due.id
  returning i.tenant_id as "tenantId", i.id, i.lease, i.document, i.attempts, due.unsure
  )
  select claimed.*, circuit.open_until::text as "probeUntil" from circuit left join claimed on true`;
  const claimed = rows.filter((row): row is ClaimedInvoice => row.id !== null);
  const [none] = claimed.length === 0 ? rows : [];
  const probeUntil = none?.probeUntil ?? null;
  if (probeUntil !== null) await endProbe(sql, tenantId, probeUntil); // others hold what is due
  return claimed;
}

/** Claimed and not sent: available to other workers at once. */
export async function giveBack(sql: Sql<Types>, invoice: ClaimedInvoice): Promise<void> {
  const { tenantId, id, lease, unsure, probeUntil } = invoice;
  await sql`
    update erp_invoices set lease = null, due_at = now(), unsure = ${unsure}
    where tenant_id = ${tenantId} and id = ${id} and lease = ${lease} and state in ('pending', 'failed')`;
  if (probeUntil !== null) await endProbe(sql, tenantId, probeUntil);
}

/** Ms until the next one is due; undefined when none is. */
export async function nextDueMs(sql: Sql<Types>, tenantId: string): Promise<number | undefined> {
  const [row] = await sql<{ ms: number | null }[]>`
    select (extract(epoch from greatest(min(i.due_at), max(c.open_until)) - now()) * 1000)::float8 as ms
    from erp_invoices i join erp_connections c on c.tenant_id = i.tenant_id
    where i.tenant_id = ${tenantId} and i.state in ('pending', 'failed') and ${isFirst(sql, tenantId)}`;
  return row?.ms ?? undefined;
}
