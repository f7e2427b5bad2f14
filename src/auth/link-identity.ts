import { asTenantId } from "#core/kernel/ids.ts";
import type { Hub } from "#core/runtime/hub.ts";
import type { Identity } from "./credential.ts";
import { invalidLink } from "./errors.ts";
import { findLink, touchLink } from "./link-store.ts";

const HOUR_MS = 3_600_000;

/** A customer, who may see one order. Looked up at every use: a revocation is in force with its response. */
export async function linkIdentity(hub: Hub, token: string): Promise<Identity> {
  const id = hub.links.idIn(token);
  const now = hub.clock();
  const link = id === undefined ? undefined : await findLink(hub.db.sql, id, now);
  if (id === undefined || link === undefined) throw invalidLink();
  if (link.lastUsedAt === null || now.getTime() - link.lastUsedAt.getTime() > HOUR_MS)
    await touchLink(hub.db.sql, { id, now });
  const { tenantId, orderId } = link;
  const actor = { type: "client", id, name: "Customer's link", tenantId: asTenantId(tenantId), orderId } as const;
  return { actor: { ...actor, scopes: new Set(["link"] as const) } };
}
