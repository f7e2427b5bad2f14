import type { Database } from "#db/client.ts";
import { asTenantId } from "../kernel/ids.ts";
import {
  beginFigures,
  clearFigures,
  endFigures,
  forgetOld,
  rollArticles,
  tenantsToBegin,
  tenantsToRefresh,
  walkOrders,
} from "./refresh-store.ts";
import { articlesSince, floorOf, forgottenBefore } from "./rules.ts";

/**
 * Maintenance that no event triggers: creates missing figures, backfills earlier orders, drops expired hours and days.
 * Each step is a short transaction, so that order intake continues; a killed run is resumed.
 */
export async function refreshFigures(db: Database, now: Date, signal: AbortSignal): Promise<void> {
  const { sql } = db;
  const since = articlesSince(now);
  for (const figures of await tenantsToBegin(sql)) {
    await endFigures(sql, figures.tenantId);
    await clearFigures(sql, figures.tenantId);
    await beginFigures(sql, figures, since);
  }
  for (const { tenantId } of await tenantsToRefresh(sql, since)) {
    const id = asTenantId(tenantId);
    while (!signal.aborted && (await db.transaction(id, (tx) => walkOrders(tx, floorOf(now)))));
    while (!signal.aborted && (await db.transaction(id, (tx) => rollArticles(tx, since))));
  }
  while (!signal.aborted && (await forgetOld(sql, forgottenBefore(now))) > 0);
}
