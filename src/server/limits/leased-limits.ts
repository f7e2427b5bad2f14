import { networkOf } from "#core/kernel/network.ts";
import type { Charged, ChargeMore, LimitKind, Limits, Policy } from "#transports/gateway/limits.ts";
import type { Lease, QuotaSource } from "./quota-source.ts";

interface Asked {
  readonly kind: LimitKind;
  readonly policy: Policy;
  readonly bucket: Bucket;
  readonly name: string;
  readonly calls: number;
}

export type Policies = Readonly<Record<LimitKind, Policy | undefined>>;

interface Bucket {
  /** Leased and not yet used. */
  mine: number;
  /** What the store had left at the last request. */
  left: number;
  endsAt: number;
  leasing: Promise<void> | undefined;
}

/** A fiftieth of the quota per lease: what an idle process leaves unused is lost until the window ends. */
const blockOf = ({ quota }: Policy) => Math.max(1, Math.ceil(quota / 50));

const PATIENCE_MS = 250;
const WITHOUT_SOURCE_MS = 5000;
/** Without the store a long window gives the share of a minute: not a whole day's quota to every process. */
const WITHOUT_SOURCE_S = 60;
const MOST_BUCKETS = 10_000;
const MOST_LEASES = 100;
/** Two windows of one store are at least a second apart; a request takes less, or the lease is discarded. */
const SAME_WINDOW_MS = 500;

/**
 * Counts in this process, in blocks leased from the store: all processes together never allow more than the quota per
 * window. While the store is unavailable each process counts for itself, so that its outage does not stop the API.
 */
export class LeasedLimits implements Limits {
  readonly #source: QuotaSource;
  readonly #policies: Policies;
  readonly #onError: (error: unknown) => void;
  readonly #buckets = new Map<string, Bucket>();

  constructor(source: QuotaSource, policies: Policies, onError: (error: unknown) => void) {
    this.#source = source;
    this.#policies = policies;
    this.#onError = onError;
  }

  charge(
    kind: LimitKind,
    subject: string,
    { calls = 1, policy: own }: ChargeMore = {},
  ): Charged | Promise<Charged> | undefined {
    const policy = own ?? this.#policies[kind];
    if (policy === undefined) return undefined;
    // A changed limit counts anew: its window is another, too.
    const counter = own === undefined ? "" : ` ${own.quota}/${own.windowS}`;
    const name = `${kind} ${kind === "ip" ? networkOf(subject) : subject}${counter}`;
    const bucket = this.#bucketOf(name);
    const asked = { kind, policy, bucket, name, calls };
    return this.#spend(asked) ?? this.#leaseAndSpend(asked);
  }

  /** The decision without asking the store; undefined when only the store knows. */
  #spend({ kind, policy, bucket, calls }: Asked): Charged | undefined {
    const now = performance.now();
    if (now >= bucket.endsAt) return undefined;
    if (bucket.mine < calls && bucket.left > 0) return undefined;
    const allowed = bucket.mine >= calls;
    if (allowed) bucket.mine -= calls;
    const resetS = Math.max(1, Math.ceil((bucket.endsAt - now) / 1000));
    return { ...policy, kind, allowed, remaining: bucket.mine + bucket.left, resetS };
  }

  async #leaseAndSpend(asked: Asked): Promise<Charged> {
    const { kind, policy, bucket } = asked;
    for (let leases = 0; leases < MOST_LEASES; leases += 1) {
      bucket.leasing ??= this.#lease(asked).finally(() => (bucket.leasing = undefined));
      await bucket.leasing;
      const charged = this.#spend(asked);
      if (charged !== undefined) return charged;
    }
    return { ...policy, kind, allowed: true, remaining: 0, resetS: policy.windowS };
  }

  async #lease({ bucket, name, policy, calls }: Asked): Promise<void> {
    const askedAt = performance.now();
    const kept = askedAt < bucket.endsAt ? bucket.mine : 0;
    try {
      const wanted = calls === 0 ? 0 : Math.max(blockOf(policy), calls - kept); // a look takes nothing
      const lease = await withPatience(this.#source.lease(name, wanted, policy));
      // The rest of an earlier lease is valid only in the same window.
      const isSame = Math.abs(askedAt + lease.endsInMs - bucket.endsAt) < SAME_WINDOW_MS;
      bucket.mine = lease.granted + (isSame ? bucket.mine : 0);
      bucket.left = lease.left;
      bucket.endsAt = askedAt + lease.endsInMs;
    } catch (error) {
      this.#onError(error);
      bucket.mine = Math.ceil(policy.quota * Math.min(1, WITHOUT_SOURCE_S / policy.windowS));
      bucket.left = 0;
      bucket.endsAt = askedAt + Math.min(WITHOUT_SOURCE_MS, policy.windowS * 1000);
    }
  }

  #bucketOf(name: string): Bucket {
    const known = this.#buckets.get(name);
    if (known !== undefined) return known;
    if (this.#buckets.size >= MOST_BUCKETS) this.#sweep();
    const bucket: Bucket = { mine: 0, left: 0, endsAt: 0, leasing: undefined };
    this.#buckets.set(name, bucket);
    return bucket;
  }

  /**
   * Evicts expired windows first, and all when they still exceed the size: a lost lease only makes the limit stricter.
   */
  #sweep(): void {
    const now = performance.now();
    for (const [name, { endsAt }] of this.#buckets) if (endsAt <= now) this.#buckets.delete(name);
    if (this.#buckets.size >= MOST_BUCKETS) this.#buckets.clear();
  }
}

async function withPatience(leasing: Promise<Lease>): Promise<Lease> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("The limiter's store does not answer in time")), PATIENCE_MS);
  try {
    return await Promise.race([leasing, promise]);
  } finally {
    clearTimeout(timer);
  }
}
