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

export type Reply = { readonly id: number; readonly answer: Answer };

export const LIMITS = {
  expressionChars: 32_768,
  inputChars: 4_194_304,
  outputChars: 1_048_576,
  depth: 100,
  timeoutMs: 250,
  workers: 2,
  queue: 200,
} as const;
