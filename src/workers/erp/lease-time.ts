export interface Clocks {
  readonly steadyMs: () => number;
  readonly wallMs: () => number;
}

const machine: Clocks = { steadyMs: () => performance.now(), wallMs: () => Date.now() };

/**
 * Whether less than `ms` have passed since this call, by both clocks: the steady one stands still while the machine is
 * suspended, the other one may be set.
 */
export function within(ms: number, { steadyMs, wallMs }: Clocks = machine): () => boolean {
  const [steady, wall] = [steadyMs(), wallMs()];
  return () => steadyMs() - steady < ms && wallMs() - wall < ms;
}
