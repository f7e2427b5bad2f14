import type { z } from "zod";
import { insertRows } from "#db/bulk.ts";
import { LARGEST_SUM } from "../kernel/money.ts";
import type { WriteContext } from "../kernel/operation.ts";
import type { Keyset } from "../kernel/page.ts";
import { searchOrPhoneQuery } from "../kernel/search.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import { emailTaken, referenceTaken } from "./errors.ts";
import type { CustomerRecord } from "./record.ts";
import type { CustomerTotals, ListCustomersInput } from "./schemas.ts";
import { customerSearch } from "./search.ts";

const customerColumns = (read: Read) => read.sql`
  id, email, name, phone, reference, notes, groups, addresses, version, created_at as "createdAt",
  updated_at as "updatedAt"`;

export async function readCustomer(read: Read, id: string): Promise<CustomerRecord | undefined> {
  const [customer] = await read.sql<CustomerRecord[]>`
    select ${customerColumns(read)} from customers where tenant_id = ${read.tenantId} and id = ${id}`;
  return customer;
}

export const readCustomers = (read: Read, ids: readonly string[]): Promise<CustomerRecord[]> => read.sql<
  CustomerRecord[]
>`
  select ${customerColumns(read)} from customers
  where tenant_id = ${read.tenantId} and id = any(${[...new Set(ids)]}::uuid[])`;

export async function lockCustomer(tx: Tx, id: string): Promise<CustomerRecord | undefined> {
  const [customer] = await tx.sql<CustomerRecord[]>`
    select ${customerColumns(tx)} from customers where tenant_id = ${tx.tenantId} and id = ${id} for no key update`;
  return customer;
}

/** Selects one row more than the limit, to detect another page. */
export async function listCustomers(
  read: Read,
  { q, sort, limit }: ListCustomersInput,
  after: Keyset | undefined,
): Promise<CustomerRecord[]> {
  const { sql, tenantId } = read;
  const words = q === undefined || q === "" ? undefined : searchOrPhoneQuery(q);
  if (words === null) return [];
  const newest = sort === "-createdAt";
  // The index is `desc nulls last`: only the same order or its exact opposite can use it.
  const way = newest ? sql`desc nulls last` : sql`asc nulls first`;
  // `offset 0` forces the index lookup of a rare word; the planner, which sees all words alike, would scan the list.
  const found = sql`(select * from customers
    where tenant_id = ${tenantId} and search @@ ${words ?? ""}::text::tsquery offset 0)`;
  const keyset = after === undefined ? sql`` : sql`(${after[0]}::timestamptz, ${after[1]}::uuid)`;
  return sql<CustomerRecord[]>`
    select ${customerColumns(read)} from ${words === undefined ? sql`customers` : found} customers
    where tenant_id = ${tenantId}
      ${after === undefined ? sql`` : sql`and (created_at, id) ${newest ? sql`<` : sql`>`} ${keyset}`}
    order by created_at ${way}, id ${way} limit ${limit + 1}`;
}

/** The unique indexes decide; this earlier check names the conflicting field. */
export async function refuseTaken(
  tx: Tx,
  { id, email, reference }: { id: string; email: string | null; reference: string | null },
): Promise<void> {
  const rows = await tx.sql<{ id: string; email: string | null; reference: string | null }[]>`
    select id, email, reference from customers
    where tenant_id = ${tx.tenantId} and id <> ${id} and (email = ${email} or reference = ${reference})`;
  const sameEmail = email === null ? undefined : rows.find((row) => row.email === email);
  if (email !== null && sameEmail !== undefined) throw emailTaken(email, sameEmail.id);
  const [same] = rows;
  if (reference !== null && same !== undefined) throw referenceTaken(reference, same.id);
}

export function insertCustomer({ tx, send }: WriteContext, customer: CustomerRecord): void {
  const { createdAt, updatedAt, ...same } = customer;
  send(
    insertRows(tx.sql, "customers", [
      {
        ...same,
        ...customerSearch(customer),
        tenant_id: tx.tenantId,
        created_at: createdAt,
        updated_at: updatedAt,
      },
    ]),
  );
}

export function updateCustomer({ tx, send }: WriteContext, customer: CustomerRecord): void {
  const { id, email, name, phone, reference, notes, groups, addresses, version, updatedAt } = customer;
  const { search, search_version } = customerSearch(customer);
  send(tx.sql`
    update customers set email = ${email}, name = ${name}, phone = ${phone}, reference = ${reference}, notes = ${notes},
      groups = ${groups}::text[], addresses = ${JSON.stringify(addresses)}::text::jsonb, version = ${version},
      updated_at = ${updatedAt}, search = ${search}::text::tsvector, search_version = ${search_version}
    where tenant_id = ${tx.tenantId} and id = ${id}`);
}

export interface TotalsRow extends Omit<z.input<typeof CustomerTotals>, "firstPlacedAt" | "lastPlacedAt"> {
  firstPlacedAt: Date;
  lastPlacedAt: Date;
}

export const readTotals = (read: Read, id: string) => read.sql<TotalsRow[]>`
  select currency, count(*)::int as orders, count(*) filter (where status in ('pending', 'processing'))::int as open,
    least(sum(total), ${LARGEST_SUM})::int8 as total, least(sum(paid - refunded), ${LARGEST_SUM})::int8 as spent,
    least(sum(greatest(0, total - paid + refunded)), ${LARGEST_SUM})::int8 as due,
    min(placed_at) as "firstPlacedAt", max(placed_at) as "lastPlacedAt"
  from orders where tenant_id = ${read.tenantId} and customer_id = ${id} and status not in ('draft', 'cancelled')
  group by currency order by orders desc, currency`;
