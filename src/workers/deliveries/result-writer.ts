import { systemActor } from "#core/kernel/actor.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { reportHealth } from "#core/webhooks/index.ts";
import { Coalesced } from "./coalesced.ts";
import type { Lane, Taken } from "./lane.ts";
import type { LaneSettings } from "./lease-store.ts";
import { type AttemptResult, type LaneHealth, writeResults } from "./result-store.ts";
import { noticeAfter } from "./schedule.ts";

export interface ResultWriterOptions {
  readonly hub: Hub;
  readonly onError: (error: unknown) => void;
  readonly onWritten: () => void;
}

interface Entry {
  readonly lane: Lane;
  readonly delivery: Taken;
  readonly result: AttemptResult;
}

const AT_ONCE = 200;
const GATHER_MS = 100;
const AGAIN_MS = 500;

/** Writes results in batches, and reports an endpoint's accumulated failures to the core. */
export class ResultWriter {
  readonly #options: ResultWriterOptions;
  readonly #writing: Coalesced;
  #waiting: Entry[] = [];
  #timer: NodeJS.Timeout | undefined;
  #reports: Promise<unknown> = Promise.resolve();

  constructor(options: ResultWriterOptions) {
    this.#options = options;
    this.#writing = new Coalesced(() => this.#write(), options.onError);
  }

  add(lane: Lane, delivery: Taken, result: AttemptResult): void {
    lane.unwritten += 1;
    this.#waiting.push({ lane, delivery, result });
    if (this.#waiting.length >= AT_ONCE) this.#writing.ask();
    else this.#timer ??= setTimeout(() => this.#writing.ask(), GATHER_MS);
  }

  async stop(): Promise<void> {
    this.#writing.ask();
    await this.#writing.idle();
    await this.#reports;
  }

  reportGone(lane: Lane): void {
    const before = lane.settings;
    lane.settings = { ...before, status: "disabled" };
    lane.drop();
    this.#report(before, "gone", () => {
      if (lane.settings.version === before.version) lane.settings = before;
    });
  }

  async #write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = this.#waiting.splice(0, AT_ONCE * 5);
    if (batch.length === 0) return;
    const lanes = new Set(batch.map(({ lane }) => lane));
    try {
      await writeResults(
        this.#options.hub.db.steady,
        batch.map(({ result }) => result),
        [...lanes].map(healthOf),
      );
    } catch (error) {
      this.#waiting.unshift(...batch);
      this.#timer = setTimeout(() => this.#writing.ask(), AGAIN_MS);
      throw error;
    }
    for (const { lane, delivery } of batch) {
      lane.unwritten -= 1;
      lane.written(delivery);
    }
    for (const lane of lanes) this.#notice(lane);
    this.#options.onWritten();
    if (this.#waiting.length > 0) this.#writing.ask();
  }

  /** Measured between two failures, so that time in which nothing was sent does not count. */
  #notice(lane: Lane): void {
    const { failingSinceMs, lastFailureMs, noticed, settings } = lane;
    if (failingSinceMs === null || lastFailureMs === null || settings.status === "disabled") return;
    const percent = noticeAfter(lastFailureMs - failingSinceMs);
    if (percent === undefined || percent <= noticed) return;
    lane.noticed = percent;
    this.#report(settings, percent, () => (lane.noticed = noticed));
  }

  /** A report that failed is undone, so that the next failure repeats it. */
  #report({ tenantId, endpointId, version }: LaneSettings, report: "gone" | number, takeBack: () => void): void {
    const { hub, onError } = this.#options;
    const actor = systemActor(asTenantId(tenantId), "webhook deliveries");
    const input = { id: endpointId, version, report };
    const reported = execute(hub, actor, reportHealth, input, { transport: "worker" }).catch((error: unknown) => {
      takeBack();
      onError(error);
    });
    this.#reports = Promise.all([this.#reports, reported]);
  }
}

const healthOf = (lane: Lane): LaneHealth => ({
  tenantId: lane.settings.tenantId,
  endpointId: lane.settings.endpointId,
  version: lane.settings.version,
  failures: lane.failures,
  failingSinceMs: lane.failingSinceMs,
  openUntilMs: lane.openUntilMs,
  lastSuccessMs: lane.lastSuccessMs,
  lastFailureMs: lane.lastFailureMs,
  lastError: lane.lastError,
});
