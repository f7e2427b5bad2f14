import type { Sql } from "postgres";
import type { Hub } from "#core/hub.ts";
import type { Types } from "#core/kernel/tx.ts";

/** Runs `work` in one transaction of no tenant in particular, as consumers are run. */
export async function inTransaction({ db }: Hub, work: (sql: Sql<Types>) => Promise<void>): Promise<void> {
  await db.sql.begin(async (transaction) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a transaction answers the same statements
    await work(transaction as unknown as Sql<Types>);
  });
}
