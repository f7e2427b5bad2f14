import type { Policy } from "#transports/gateway/limits.ts";

/** A process's lease on a shared quota. */
export interface Lease {
  readonly granted: number;
  /** The part of the quota that is not leased. */
  readonly left: number;
  /**
   * Milliseconds from the start of the lease request, so that no process uses the lease after the store's window has
   * ended.
   */
  readonly endsInMs: number;
}

/** The quota store shared by all processes. `bucket` identifies the policy and the subject. */
export interface QuotaSource {
  lease(bucket: string, wanted: number, policy: Policy): Promise<Lease>;
  close(): Promise<void>;
}
