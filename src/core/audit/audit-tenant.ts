import type { Database } from "#db/client.ts";
import { asTenantId } from "../kernel/ids.ts";
import type { Read } from "../kernel/tx.ts";
import { type Check, runCheck } from "./check.ts";
import { homeChecks } from "./home-store.ts";
import { moneyChecks } from "./money-store.ts";
import { orderChecks } from "./order-store.ts";
import type { AuditView, CheckView } from "./schemas.ts";
import { statusCheck } from "./status-store.ts";
import { stockChecks } from "./stock-store.ts";
import { listTenants } from "./tenant-store.ts";

export const checks: readonly Check[] = [...stockChecks, statusCheck, ...moneyChecks, ...orderChecks, ...homeChecks];

/** Checks every invariant of one tenant against its ledgers. Safe under load: each page is one snapshot. */
export async function auditTenant(read: Read): Promise<AuditView> {
  const results: CheckView[] = [];
  for (const check of checks) results.push(await runCheck(read, check));
  return { ok: results.every((result) => result.ok), checks: results };
}

export interface AuditOfAll {
  readonly ok: boolean;
  readonly tenants: readonly (AuditView & { readonly tenantId: string; readonly slug: string })[];
}

export async function auditAll(db: Pick<Database, "read" | "sql">): Promise<AuditOfAll> {
  const tenants: AuditOfAll["tenants"][number][] = [];
  for (const { id, slug } of await listTenants(db))
    tenants.push({ tenantId: id, slug, ...(await auditTenant(db.read(asTenantId(id)))) });
  return { ok: tenants.every((tenant) => tenant.ok), tenants };
}
