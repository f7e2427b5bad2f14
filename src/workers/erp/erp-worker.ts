import { setTimeout as sleep } from "node:timers/promises";
import { connectErp, readConnection } from "#core/erp/connection-store.ts";
import { settingsOf } from "#core/erp/default-settings.ts";
import { settleInvoice } from "#core/erp/index.ts";
import { ERP_CHANNEL } from "#core/erp/store.ts";
import { systemActor } from "#core/kernel/actor.ts";
import { restMs } from "#core/kernel/backoff.ts";
import { asTenantId, newId } from "#core/kernel/ids.ts";
import { Rest } from "#core/kernel/rest.ts";
import { execute } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import type { Erp } from "#integrations/erp/port.ts";
import { type Attempt, attempt } from "./attempt.ts";
import { type ClaimedInvoice, claimInvoices, giveBack, nextDueMs } from "./claim-store.ts";
import { within } from "./lease-time.ts";
import { askedPauseOf, waitAfter } from "./retries.ts";
import { erpTenant } from "./tenant-store.ts";

export interface ErpWorkerOptions {
  readonly hub: Hub;
  readonly erp: Erp;
  /** Shown to people, without credentials. */
  readonly wsdlUrl: string;
  /** Slug of the tenant whose ERP it is; undefined: the only one. */
  readonly tenant: string | undefined;
  readonly onError: (error: unknown) => void;
  /** Invoices posted at once by this process. */
  readonly width?: number;
  /** Longer than an attempt, which is up to three requests; then another worker takes a killed worker's invoices. */
  readonly leaseMs?: number;
  /** Longest wait without a notification. */
  readonly lookMs?: number;
  readonly waitAfter?: typeof waitAfter;
  readonly random?: () => number;
}

const DEFAULTS = { width: 4, leaseMs: 120_000, lookMs: 30_000, waitAfter, random: Math.random };
const SHORTEST_LOOK_MS = 50;
const SAY_MS = 20_000;

/**
 * Posts due invoices to the ERP, as many processes as like. An attempt that ends without an answer, or with its process,
 * leaves the invoice unsure: the next one looks for it in the ERP before it posts it again.
 */
export class ErpWorker {
  readonly #options: typeof DEFAULTS & ErpWorkerOptions;
  readonly #stopping = new AbortController();
  readonly #rest = new Rest();
  #running: Promise<void> | undefined;
  #tenantId: string | undefined;
  #saidMs = 0;
  #failures = 0;
  #rung = false;
  #unlisten: (() => Promise<void>) | undefined;

  constructor(options: ErpWorkerOptions) {
    this.#options = { ...DEFAULTS, ...options };
  }

  async start(): Promise<void> {
    const wake = () => this.#wake();
    const listening = await this.#options.hub.db.listener.listen(ERP_CHANNEL, wake, wake);
    this.#unlisten = () => listening.unlisten();
    await this.#connect().catch(() => {}); // the loop tries again, and tells
    this.#running = this.#run();
  }

  /** Starts no more and finishes what is running. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await this.#unlisten?.().catch(() => {});
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      try {
        this.#rung = false;
        const tenantId = await this.#connect();
        const worked = tenantId !== undefined && (await this.#post(tenantId));
        this.#failures = 0;
        if (!worked) await this.#wait(tenantId);
      } catch (error) {
        this.#failures += 1;
        if (this.#failures === 1) this.#options.onError(error);
        await this.#rest.for(restMs(this.#failures));
      }
    }
  }

  /** The tenant, looked up now and then, which also records that a worker is running. */
  async #connect(): Promise<string | undefined> {
    const { hub, tenant, wsdlUrl } = this.#options;
    if (this.#tenantId !== undefined && performance.now() - this.#saidMs < SAY_MS) return this.#tenantId;
    this.#tenantId = await erpTenant(hub.db.sql, tenant);
    if (this.#tenantId !== undefined) await connectErp(hub.db.sql, this.#tenantId, wsdlUrl);
    this.#saidMs = performance.now();
    return this.#tenantId;
  }

  async #post(tenantId: string): Promise<boolean> {
    const { hub, width, leaseMs } = this.#options;
    const isOurs = within(leaseMs / 3);
    const claimed = await claimInvoices(hub.db.sql, { tenantId, limit: width, leaseMs, lease: newId() });
    await Promise.all(claimed.map((invoice) => this.#deliver(invoice, isOurs)));
    return claimed.length > 0;
  }

  async #deliver(invoice: ClaimedInvoice, isOurs: () => boolean): Promise<void> {
    const { hub, erp } = this.#options;
    const { tenantId, document, unsure } = invoice;
    if (!isOurs() || this.#stopping.signal.aborted) return giveBack(hub.db.sql, invoice);
    const settings = settingsOf(await readConnection(hub.db.read(asTenantId(tenantId))));
    const at = new Date().toISOString();
    const startedMs = performance.now();
    const made = await attempt(erp, { settings, tenantId }, { document, unsure, isOurs });
    if (made === undefined) return giveBack(hub.db.sql, invoice);
    await this.#record(invoice, {
      at,
      durationMs: Math.round(performance.now() - startedMs),
      ...this.#outcomeOf(invoice, made),
    });
  }

  #outcomeOf({ attempts, unsure }: ClaimedInvoice, made: Attempt) {
    if (made.outcome !== "failed") {
      const done = { outcome: made.outcome, reference: made.reference, status: null, message: null };
      return { ...done, unsure: false, retryInMs: null, askedPauseMs: null };
    }
    const { failed } = made;
    return {
      outcome: failed.kind,
      reference: null,
      status: failed.status,
      message: failed.message,
      unsure: unsure || failed.unsure,
      retryInMs: this.#options.waitAfter(attempts + 1, failed, this.#options.random),
      askedPauseMs: failed.kind === "failed" ? askedPauseOf(failed) : null,
    };
  }

  /** A success must be recorded: it is tried until PostgreSQL answers, or the process ends. */
  async #record({ tenantId, id, lease, probeUntil }: ClaimedInvoice, outcome: object): Promise<void> {
    const { hub, onError } = this.#options;
    const actor = systemActor(asTenantId(tenantId), "ERP");
    for (let failures = 1; ; failures += 1) {
      try {
        await execute(hub, actor, settleInvoice, { id, lease, probeUntil, ...outcome }, { transport: "worker" });
        return;
      } catch (error) {
        if (failures === 1) onError(error);
        if (this.#stopping.signal.aborted) return;
        await sleep(restMs(failures));
      }
    }
  }

  /** Until a notification, or until the next one falls due. */
  async #wait(tenantId: string | undefined): Promise<void> {
    const { hub, lookMs } = this.#options;
    const dueMs = tenantId === undefined ? undefined : await nextDueMs(hub.db.sql, tenantId);
    const waitMs = Math.max(SHORTEST_LOOK_MS, Math.min(lookMs, dueMs ?? lookMs));
    if (!this.#rung && !this.#stopping.signal.aborted) await this.#rest.for(waitMs);
  }

  #wake(): void {
    this.#rung = true;
    this.#rest.end();
  }
}
