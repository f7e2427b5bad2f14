import { insertRows, type Row } from "#db/bulk.ts";
import type { Sendable } from "../kernel/operation.ts";
import type { Read, Tx } from "../kernel/tx.ts";
import type { CustomerRow } from "./place-world.ts";

export function readCustomers(read: Read, wanted: { emails: string[]; ids: string[] }): Promise<CustomerRow[]> {
  return read.sql<CustomerRow[]>`
    select id, email, name from customers
    where tenant_id = ${read.tenantId} and (email = any(${wanted.emails}::text[]) or id = any(${wanted.ids}::uuid[]))`;
}

export const insertCustomer = (tx: Tx, row: Row): Sendable =>
  insertRows(tx.sql, "customers", [{ tenant_id: tx.tenantId, ...row }]);

export async function isActiveUser(read: Read, id: string): Promise<boolean> {
  const rows = await read.sql`select from users where tenant_id = ${read.tenantId} and id = ${id} and active`;
  return rows.length > 0;
}
