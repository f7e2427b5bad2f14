import type { Hub } from "#core/runtime/hub.ts";
import { Coalesced } from "./coalesced.ts";
import { Lane } from "./lane.ts";
import { endLease, readSettings, releaseLanes, renewLease } from "./lease-store.ts";
import { type Target, targetOf } from "./send.ts";

export interface LaneBookOptions {
  readonly hub: Hub;
  readonly worker: string;
  readonly leaseMs: number;
  readonly renewMs: number;
  readonly onError: (error: unknown) => void;
  /** Called when endpoints were leased or their settings have changed. */
  readonly onChange: () => void;
}

interface Entry {
  readonly lane: Lane;
  target: Target;
}

/** The endpoints that this worker has leased. */
export class LaneBook {
  readonly #options: LaneBookOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #renewing: Coalesced;
  #leasedUntilMs = 0;
  /** The offset from this process's monotonic clock to PostgreSQL's time, in ms. */
  #epochMs = performance.timeOrigin;
  #outdated = false;
  #asked = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LaneBookOptions) {
    this.#options = options;
    this.#renewing = new Coalesced(() => this.#renew(), options.onError);
  }

  async start(): Promise<void> {
    this.#timer = setInterval(() => this.#renewing.ask(), this.#options.renewMs);
    this.#renewing.ask();
    await this.#renewing.idle();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#renewing.idle();
    this.#leasedUntilMs = 0;
    await endLease(this.#options.hub.db.sql, this.#options.worker).catch(this.#options.onError);
  }

  lanes(): Iterable<{ readonly lane: Lane }> {
    return this.#entries.values();
  }

  /** Whether the leases are valid and the endpoints' settings are loaded. */
  current(): boolean {
    return !this.#outdated && performance.now() < this.#leasedUntilMs;
  }

  /** By PostgreSQL's clock, so that processes with different clocks agree on due times. */
  now(): Date {
    return new Date(this.#epochMs + performance.now());
  }

  targetOf(lane: Lane): Target {
    const entry = this.#entries.get(lane.settings.endpointId);
    return entry?.target ?? targetOf(lane.settings, this.#options.hub.sealer);
  }

  /** Endpoints or deliveries have changed: reload what is ready here. */
  refresh(): void {
    this.#outdated = true;
    this.#asked += 1;
    this.#renewing.ask();
  }

  async #renew(): Promise<void> {
    const { hub, worker, leaseMs, onChange } = this.#options;
    const askedMs = performance.now();
    const asked = this.#asked;
    const { lanes, share, nowMs } = await renewLease(hub.db.sql, worker, leaseMs);
    this.#epochMs = nowMs - (askedMs + performance.now()) / 2;
    this.#leasedUntilMs = askedMs + leaseMs * 0.8;
    const held = new Map(lanes.map((lane) => [lane.endpointId, lane]));
    for (const [id, { lane }] of this.#entries) if (!held.has(id)) this.#lose(id, lane);
    const changed = lanes.filter(({ endpointId, version, skipping }) => {
      const known = this.#entries.get(endpointId)?.lane.settings;
      return known?.version !== version || known.skipping !== skipping;
    });
    await this.#configure(changed.map(({ endpointId }) => endpointId));
    const outdated = this.#outdated;
    if (outdated) for (const { lane } of this.#entries.values()) lane.drop();
    this.#outdated = asked !== this.#asked; // invalidated again during the read
    await this.#giveBack(share);
    if (changed.length > 0 || outdated) onChange();
  }

  async #configure(endpointIds: readonly string[]): Promise<void> {
    const { hub, onError } = this.#options;
    for (const settings of await readSettings(hub.db.sql, endpointIds)) {
      try {
        const target = targetOf(settings, hub.sealer);
        const entry = this.#entries.get(settings.endpointId);
        entry?.lane.configure(settings);
        entry?.lane.drop();
        if (entry === undefined) this.#entries.set(settings.endpointId, { lane: new Lane(settings), target });
        else entry.target = target;
      } catch (error) {
        onError(error); // sealed with another AUTH_SECRET: signing is impossible until it is restored or the secret is rotated
      }
    }
  }

  /** Releases lanes above the fair share, idle ones first. */
  async #giveBack(share: number): Promise<void> {
    const { hub, worker } = this.#options;
    const entries = [...this.#entries].toSorted(([, a], [, b]) => a.lane.inFlight - b.lane.inFlight);
    for (const [, { lane }] of entries.slice(0, Math.max(0, entries.length - share))) {
      lane.leaving = true;
      lane.drop();
    }
    const idle = entries.filter(([, { lane }]) => lane.leaving && lane.settled).map(([id]) => id);
    await releaseLanes(hub.db.sql, worker, idle);
    for (const id of idle) this.#entries.delete(id);
  }

  #lose(id: string, lane: Lane): void {
    lane.leaving = true;
    lane.drop();
    this.#entries.delete(id);
  }
}
