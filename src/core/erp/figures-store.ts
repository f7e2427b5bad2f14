import type { Sql } from "postgres";
import type { Types } from "../kernel/tx.ts";

export interface ErpFigures {
  readonly pending: number;
  readonly failed: number;
  readonly dead: number;
  /** Age in seconds of the oldest that waits. */
  readonly lagS: number;
  readonly isOpen: boolean;
}

/** Of the tenant with an ERP; undefined where there is none. Counts stop at 10,000. */
export async function readErpFigures(sql: Sql<Types>): Promise<ErpFigures | undefined> {
  const count = (state: string) => sql`(select count(*) from (select from erp_invoices i
    where i.tenant_id = c.tenant_id and i.state = ${state} limit 10000) n)`;
  const [row] = await sql<ErpFigures[]>`
    select ${count("pending")} as pending, ${count("failed")} as failed, ${count("dead")} as dead,
      coalesce((select extract(epoch from now() - min(i.issued_at)) from erp_invoices i
        where i.tenant_id = c.tenant_id and i.state in ('pending', 'failed')), 0)::float8 as "lagS",
      coalesce(c.open_until > now(), false) as "isOpen"
    from erp_connections c -- every tenant_id: there is one ERP
    order by c.seen_at desc limit 1`;
  return row;
}
