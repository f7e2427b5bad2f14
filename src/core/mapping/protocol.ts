/** What a worker is asked. The input is JSON text: parsed within the sandbox, it shares no object with this program. */
export interface Question {
  readonly id: number;
  readonly expression: string;
  /** Absent when only the syntax is asked for. */
  readonly input?: string;
}

export type Answer =
  | { readonly kind: "ok"; readonly json: string }
  | { readonly kind: "syntax"; readonly message: string; readonly position: number }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "too_large" };

/** `cpuMs` is all that the thread has used since it began. The first message of a thread answers nothing. */
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
  /** CPU time of the thread: a machine that is paused or busy takes nothing from an expression. */
  cpuMs: 500,
  /** A thread that got no CPU for so long is given up, and the work is tried again later. */
  wallMs: 30_000,
  startMs: 60_000,
  work: { lane: 100, all: 200 },
  trials: { lane: 10, all: 50 },
  /** For trials, by tenant: ten evaluations to their very end at once, and a tenth of a core for good. */
  quota: { burstMs: 5000, share: 0.1 },
} as const;
