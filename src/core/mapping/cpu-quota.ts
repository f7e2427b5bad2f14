interface Account {
  spentMs: number;
  readonly atMs: number;
}

/** CPU time that each tenant may spend on trials: some at once, and what flows back with time. Of this process. */
export class CpuQuota {
  readonly #accounts = new Map<string, Account>();
  readonly #burstMs: number;
  readonly #share: number;
  readonly #nowMs: () => number;

  /** `share`: of one core, for good. */
  constructor({ burstMs, share }: { burstMs: number; share: number }, nowMs: () => number = () => performance.now()) {
    this.#burstMs = burstMs;
    this.#share = share;
    this.#nowMs = nowMs;
  }

  /** 0 while there is some left, else how long until there is. */
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
