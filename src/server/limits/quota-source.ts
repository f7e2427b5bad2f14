import type { Policy } from "#transports/gateway/limits.ts";

/** What a process got of a quota that it shares with others. */
export interface Lease {
  readonly granted: number;
  /** What nobody has leased yet. */
  readonly left: number;
  /** From when the process asked, so that no process spends after the window has ended for the source. */
  readonly endsInMs: number;
}

/** Where the processes of one installation meet. `bucket` names the policy and who is charged. */
export interface QuotaSource {
  lease(bucket: string, wanted: number, policy: Policy): Promise<Lease>;
  close(): Promise<void>;
}
