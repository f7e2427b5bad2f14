import type { Database } from "#db/client.ts";
import { asTenantId } from "../kernel/ids.ts";
import type { Read } from "../kernel/tx.ts";
import { chainChecks, hasHead, readHead } from "./chain-store.ts";
import { type Check, runCheck } from "./check.ts";
import { homeChecks } from "./home-store.ts";
import { moneyChecks } from "./money-store.ts";
import { orderChecks } from "./order-store.ts";
import type { Anchor, AuditView, CheckView } from "./schemas.ts";
import { statusCheck } from "./status-store.ts";
import { stockChecks } from "./stock-store.ts";
import { listTenants } from "./tenant-store.ts";

export const checks: readonly Check[] = [
  ...stockChecks,
  statusCheck,
  ...moneyChecks,
  ...orderChecks,
  ...homeChecks,
  ...chainChecks,
];

/** Checks every invariant of one tenant against its ledgers. Safe under load: each page is one snapshot. */
export async function auditTenant(read: Read): Promise<AuditView> {
  const results: CheckView[] = [];
  for (const check of checks) results.push(await runCheck(read, check));
  return { ok: results.every((result) => result.ok), checks: results };
}

export interface AuditOfAll {
  readonly ok: boolean;
  /** Anchors of tenants that are not there. */
  readonly lost?: readonly Anchor[];
  readonly tenants: readonly (AuditView & { readonly tenantId: string; readonly slug: string })[];
}

/** `anchors` are heads that were kept elsewhere: each must still be in its tenant's chain. */
export async function auditAll(
  db: Pick<Database, "read" | "sql">,
  anchors: readonly Anchor[] = [],
): Promise<AuditOfAll> {
  const tenants: AuditOfAll["tenants"][number][] = [];
  const known = await listTenants(db);
  for (const { id, slug } of known) {
    const read = db.read(asTenantId(id));
    const { checks: results } = await auditTenant(read);
    const anchored = await anchorCheck(read, anchors);
    const all = anchored === undefined ? results : [...results, anchored];
    tenants.push({ tenantId: id, slug, ok: all.every(({ ok }) => ok), checks: all });
  }
  const lost = anchors.filter(({ tenantId }) => !known.some(({ id }) => id === tenantId));
  return { ok: lost.length === 0 && tenants.every((tenant) => tenant.ok), tenants, ...(lost.length > 0 && { lost }) };
}

async function anchorCheck(read: Read, anchors: readonly Anchor[]): Promise<CheckView | undefined> {
  const own = anchors.filter(({ tenantId }) => tenantId === read.tenantId);
  if (own.length === 0) return undefined;
  const violations: CheckView["violations"] = [];
  for (const anchor of own)
    if (!(await hasHead(read, anchor))) violations.push({ id: `link ${anchor.link}`, anchored: anchor.head });
  const promise = "Every head that was kept outside is in the chain.";
  return { name: "events.anchors", promise, ok: violations.length === 0, checked: own.length, violations };
}

/** The newest head of each tenant that has events, to be kept outside of the database. */
export async function headsOfAll(db: Pick<Database, "read" | "sql">): Promise<readonly Anchor[]> {
  const heads: Anchor[] = [];
  for (const { id, slug } of await listTenants(db)) {
    const head = await readHead(db.read(asTenantId(id)));
    if (head !== undefined) heads.push({ tenantId: id, slug, ...head, at: head.at?.toISOString() ?? null });
  }
  return heads;
}
