import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

const AT_ONCE = 500;

/** Deletes in small batches because bodies are large. Returns the number of deleted messages. */
export async function deleteOldMessages(sql: Sql<Types>): Promise<number> {
  let total = 0;
  for (;;) {
    const { count } = await sql`
      delete from inbound_messages -- every tenant_id: all of them forget after 90 days
      where ctid = any(array(
        select ctid from inbound_messages where received_at < now() - interval '90 days' limit ${AT_ONCE}))`;
    total += count;
    if (count < AT_ONCE) return total;
  }
}
