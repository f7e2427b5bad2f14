/** A request to a worker. The input is JSON text: parsed within the sandbox, it shares no object with this program. */
export interface Question {
  readonly id: number;
  readonly expression: string;
  /** Absent for a syntax check only. */
  readonly input?: string;
}

export type Answer =
  | { readonly kind: "ok"; readonly json: string }
  | { readonly kind: "syntax"; readonly message: string; readonly position: number }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "too_large" };

/** `cpuMs` is the thread's total since its start. The first message of a thread is no reply. */
export interface Reply {
  readonly cpuMs: number;
  readonly to?: { readonly id: number; readonly answer: Answer };
}

export const LIMITS = {
  expressionChars: 32_768,
  inputChars: 4_194_304,
  outputChars: 1_048_576,
  depth: 100,
  workers: 2,
  /** CPU time of the thread: a paused or busy machine costs an expression nothing. */
  cpuMs: 500,
  /** A thread that got no CPU for so long is terminated, and the work is retried later. */
  wallMs: 30_000,
  startMs: 60_000,
  work: { lane: 100, all: 200 },
  trials: { lane: 10, all: 50 },
  /** For trials, per tenant: a burst of ten full evaluations, refilled at a tenth of a core. */
  quota: { burstMs: 5000, share: 0.1 },
} as const;
