import type { Db as BossDatabase } from "pg-boss";
import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

/** The part of a postgres.js client that a pg-boss call inside somebody else's transaction needs. */
export function within(sql: Sql<Types>): BossDatabase {
  return { executeSql: async (text, values) => ({ rows: await rowsOf(sql, text, values) }) };
}

/** pg-boss over our own pool and our own listening connection. */
export function bossDatabase(db: { readonly sql: Sql<Types>; readonly listener: Sql<Types> }): BossDatabase {
  return {
    async executeSql(text, values) {
      if (!/^\s*begin\b/i.test(text)) return within(db.sql).executeSql(text, values);
      return within(db.listener).executeSql(text, values); // postgres.js lets a client of one connection begin by itself
    },
    async listen(channel, onNotification, onReconnect) {
      const listening = await db.listener.listen(channel, onNotification, onReconnect);
      return { close: () => listening.unlisten() };
    },
  };
}

async function rowsOf(sql: Sql<Types>, text: string, values: Parameters<Sql<Types>["unsafe"]>[1]): Promise<unknown[]> {
  const result = await sql.unsafe(text, values);
  return result.flatMap((row: unknown) => (Array.isArray(row) ? row : [row])); // several statements: all their rows
}
