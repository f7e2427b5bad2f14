import type { z } from "zod";
import { type Actor, systemActor } from "../kernel/actor.ts";
import type { TenantId } from "../kernel/ids.ts";
import type { Command } from "../kernel/operation.ts";
import { execute } from "../runtime/execute.ts";
import type { Hub } from "../runtime/hub.ts";
import { bookDocuments } from "./book-documents.ts";
import { claimImport, releaseImport, renewImport } from "./claim-import.ts";
import { finishImport } from "./finish-import.ts";
import { LEASE_MS } from "./record.ts";
import type { ImportView } from "./schemas.ts";

type Given<C extends Command> = Omit<z.input<C["input"]>, "id" | "lease">;
type Claimed = z.output<(typeof claimImport)["output"]>;

const options = { transport: "import" } as const;

/** One runner's lease on an import. Each call renews it; calls with an outdated lease are rejected. */
export class Lease {
  readonly #hub: Hub;
  readonly #actor: Actor;
  readonly claimed: Claimed;
  #until: string;
  #renewedMs = performance.now();

  private constructor(hub: Hub, actor: Actor, claimed: Claimed) {
    this.#hub = hub;
    this.#actor = actor;
    this.claimed = claimed;
    this.#until = claimed.lease;
  }

  static async take(hub: Hub, job: { tenantId: TenantId; importId: string }): Promise<Lease> {
    const actor = systemActor(job.tenantId, "import");
    const { output } = await execute(hub, actor, claimImport, { id: job.importId }, options);
    return new Lease(hub, actor, output);
  }

  async renew(learnt: Given<typeof renewImport>): Promise<void> {
    const { output } = await execute(this.#hub, this.#actor, renewImport, { ...this.#held(), ...learnt }, options);
    this.#renewedTo(output.lease);
  }

  /** Renews when a third of the lease has passed: for long phases in which nothing is booked. */
  async keep(): Promise<void> {
    if (performance.now() - this.#renewedMs > LEASE_MS / 3) await this.renew({});
  }

  async book(chunk: Given<typeof bookDocuments>): Promise<void> {
    const { output } = await execute(this.#hub, this.#actor, bookDocuments, { ...this.#held(), ...chunk }, options);
    this.#renewedTo(output.lease);
  }

  async finish(end: Given<typeof finishImport>): Promise<ImportView> {
    return (await execute(this.#hub, this.#actor, finishImport, { ...this.#held(), ...end }, options)).output;
  }

  async release(): Promise<void> {
    await execute(this.#hub, this.#actor, releaseImport, this.#held(), options);
  }

  #renewedTo(until: string): void {
    this.#until = until;
    this.#renewedMs = performance.now();
  }

  #held() {
    return { id: this.claimed.import.id, lease: this.#until };
  }
}
