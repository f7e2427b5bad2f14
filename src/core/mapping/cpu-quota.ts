interface Account {
  spentMs: number;
  readonly atMs: number;
}

/** CPU quota of each tenant for trials, per process: a token bucket with a burst and a refill rate. */
export class CpuQuota {
  readonly #accounts = new Map<string, Account>();
  readonly #burstMs: number;
  readonly #share: number;
  readonly #nowMs: () => number;

  /** `share`: refill rate, as a fraction of one core. */
  constructor({ burstMs, share }: { burstMs: number; share: number }, nowMs: () => number = () => performance.now()) {
    this.#burstMs = burstMs;
    this.#share = share;
    this.#nowMs = nowMs;
  }

  /** 0 while quota is left, else milliseconds until there is. */
  waitMs(tenantId: string): number {
    return Math.max(0, (this.#spentBy(tenantId) - this.#burstMs) / this.#share);
  }

  charge(tenantId: string, cpuMs: number): void {
    const spentMs = this.#spentBy(tenantId) + cpuMs;
    this.#accounts.set(tenantId, { spentMs, atMs: this.#nowMs() });
    for (const each of this.#accounts.keys()) if (this.#spentBy(each) === 0) this.#accounts.delete(each);
  }

  #spentBy(tenantId: string): number {
    const account = this.#accounts.get(tenantId);
    if (account === undefined) return 0;
    return Math.max(0, account.spentMs - (this.#nowMs() - account.atMs) * this.#share);
  }
}
