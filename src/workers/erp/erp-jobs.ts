import { z } from "zod";
import { readConnection } from "#core/erp/connection-store.ts";
import { settingsOf } from "#core/erp/default-settings.ts";
import { applyCount, compareInvoices, noteStock, takeStock } from "#core/erp/index.ts";
import type { ErpSettings } from "#core/erp/schemas.ts";
import { type Actor, systemActor } from "#core/kernel/actor.ts";
import { isHubError } from "#core/kernel/errors.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { createPartner } from "#core/reconciliation/index.ts";
import { execute } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import type { Erp, ErpStock } from "#integrations/erp/port.ts";
import { CallFailed } from "#integrations/soap/soap-client.ts";
import { type Job, job } from "../job.ts";
import { repairOpen } from "../reconciliation.ts";
import { erpTenant } from "./tenant-store.ts";

export interface ErpJobDeps {
  readonly erp: { readonly erp: Erp; readonly tenant: string | undefined } | undefined;
}

/** The partner in whose name the ERP's stock is compared. */
export const STOCK_PARTNER = "erp-stock";
const worker = { transport: "worker" } as const;
const DAY_MS = 86_400_000;
/** Invoices issued in these days are expected in the ERP's list. */
const COMPARED_DAYS = 7;

const scheduled = z.object({ tenantId: z.uuid().optional() });

/** Stock and invoices of the ERP, compared with ours on a schedule. */
export function createErpJobs({ erp: configured }: ErpJobDeps): readonly Job[] {
  const fetchStock = job({
    name: "erp.fetchStock",
    description: "Fetches the ERP's stock and compares it with ours; with the policy `apply`, books its counts.",
    data: scheduled,
    perTenant: true,
    retry: { limit: 3, delayS: 30, longestDelayS: 300 },
    leaseS: 600,
    schedule: "*/15 * * * *",
    needs: ["inventory:write", "webhooks:write"],
    run: ({ hub, signal }, { tenantId }) => withErp({ hub, configured, only: tenantId, signal }, compareStock),
  });
  const applyStock = job({
    name: "erp.applyStock",
    description: "Books the ERP's counts where its stock differs, if it is set so.",
    on: ["reconciliation.finished"],
    when: ({ data }) => StockCompared.safeParse(data).success,
    data: z.looseObject({ tenantId: z.uuid(), reconciliationId: z.uuid() }),
    retry: { limit: 10, delayS: 5, longestDelayS: 600 },
    leaseS: 3600,
    heartbeatS: 30,
    needs: ["inventory:write", "webhooks:write"],
    run: async ({ hub, signal }, { tenantId, reconciliationId: id }) => {
      const actor = systemActor(asTenantId(tenantId), "ERP");
      const connection = await readConnection(hub.db.read(actor.tenantId));
      const isOurs = connection?.stock?.reconciliationId === id; // anybody may post a list of this partner
      if (!isOurs || settingsOf(connection).stockPolicy !== "apply") return;
      const repair = (differenceId: string) => execute(hub, actor, applyCount, { id: differenceId }, worker);
      await repairOpen({ hub, actor, signal }, { id, kind: "differs" }, repair);
    },
  });
  const compare = job({
    name: "erp.compareInvoices",
    description: "Compares the invoices of the last week with the ERP's; what is missing there is posted again.",
    data: scheduled,
    perTenant: true,
    retry: { limit: 3, delayS: 30, longestDelayS: 300 },
    leaseS: 600,
    schedule: "35 * * * *",
    needs: ["webhooks:write"],
    run: ({ hub, signal }, { tenantId }) => withErp({ hub, configured, only: tenantId, signal }, compareLists),
  });
  return [fetchStock, applyStock, compare];
}

const StockCompared = z.looseObject({ partner: z.literal(STOCK_PARTNER) });

interface Asking {
  readonly hub: Hub;
  readonly erp: Erp;
  readonly actor: Actor;
  readonly settings: ErpSettings;
  readonly signal: AbortSignal;
}

interface Scheduled extends Pick<Asking, "hub" | "signal"> {
  readonly configured: ErpJobDeps["erp"];
  /** The tenant that asked for this run. */
  readonly only: string | undefined;
}

/** Does nothing where there is no ERP, or it is another tenant's. */
async function withErp(
  { hub, configured, only, signal }: Scheduled,
  work: (asking: Asking) => Promise<void>,
): Promise<void> {
  if (configured === undefined) return;
  const tenantId = await erpTenant(hub.db.sql, configured.tenant);
  if (tenantId === undefined || (only !== undefined && only !== tenantId)) return;
  const actor = systemActor(asTenantId(tenantId), "ERP");
  const connection = await readConnection(hub.db.read(actor.tenantId));
  await work({ hub, erp: configured.erp, actor, settings: settingsOf(connection), signal });
}

async function compareLists({ hub, erp, actor, settings, signal }: Asking): Promise<void> {
  const asked = new Date();
  const from = new Date(asked.getTime() - COMPARED_DAYS * DAY_MS).toISOString();
  const range = { from, asked: asked.toISOString() };
  try {
    const to = asked.toISOString();
    const theirs = await erp.list({ settings, tenantId: actor.tenantId, signal }, { from, to });
    if (theirs === undefined) return;
    await execute(hub, actor, compareInvoices, { ...range, theirs, error: null }, worker);
  } catch (error) {
    if (!(error instanceof CallFailed)) throw error;
    await execute(hub, actor, compareInvoices, { ...range, theirs: null, error: error.message }, worker);
    throw error;
  }
}

async function compareStock({ hub, erp, actor, settings, signal }: Asking): Promise<void> {
  const asked = new Date().toISOString();
  const note = (error: string | null) =>
    execute(hub, actor, noteStock, { at: asked, rows: 0, reconciliationId: null, error }, worker);
  try {
    const stock = await erp.stock({ settings, tenantId: actor.tenantId, signal });
    if (stock === undefined) return;
    if (stock.length === 0) return void (await note(null)); // an empty list is no count of nothing
    const rows = stock.map(({ sku, location, onHand }: ErpStock) => ({
      sku,
      location: location ?? settings.location,
      onHand,
    }));
    await havePartner(hub, actor);
    await execute(hub, actor, takeStock, { partner: STOCK_PARTNER, asked, stock: rows }, worker);
  } catch (error) {
    const message = error instanceof CallFailed || isHubError(error) ? error.message : undefined;
    if (message !== undefined) await note(message);
    throw error;
  }
}

async function havePartner(hub: Hub, actor: Actor): Promise<void> {
  const partner = { code: STOCK_PARTNER, name: "ERP stock", compares: "stock" };
  await execute(hub, actor, createPartner, partner, worker).catch((error: unknown) => {
    if (!isHubError(error) || error.code !== "reconciliation.partner_exists") throw error;
  });
}
