import type { Database } from "#db/client.ts";

export const listTenants = (read: Pick<Database, "sql">) =>
  read.sql<{ id: string; slug: string }[]>`select id, slug from tenants order by created_at, id`;
