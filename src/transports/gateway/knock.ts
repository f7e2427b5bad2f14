import type { Credential } from "#auth/credential.ts";
import type { Transport } from "#core/kernel/transports.ts";
import type { Charged } from "./limits.ts";

/** Where a request comes from, and how many calls it counts as. */
export interface Arrival {
  /** What is counted before authentication. */
  readonly address: () => string;
  /** Calls in a batch; each counts. */
  readonly calls?: number | undefined;
  /** Called with the counted subject, also when the caller is then rejected. */
  readonly onCharged?: ((charged: Charged) => void) | undefined;
}

/** A request before authentication, from any transport. */
export interface Knock extends Arrival {
  /** The transport's name in metrics, logs, spans and events. */
  readonly transport: Transport;
  readonly credential: Credential | undefined;
  readonly requestId: string;
  /** The request's `traceparent`. */
  readonly trace: string | undefined;
  /** Milliseconds that the caller waits. Ends only its own wait, never shared work. */
  readonly waitMs?: number | undefined;
}
