import type { Sql } from "postgres";
import type { Types } from "#core/kernel/tx.ts";

export interface NamedTenant {
  readonly id: string;
  readonly slug: string;
}

/** The merchants with a slug, or the first few of all. */
export function tenantsNamed(sql: Sql<Types>, slug: string | undefined): Promise<NamedTenant[]> {
  const named = slug === undefined ? sql`` : sql`where slug = ${slug}`;
  return sql<NamedTenant[]>`select id, slug from tenants ${named} order by created_at, id limit 10`;
}
