import type { Credential } from "#auth/credential.ts";
import type { Transport } from "#core/kernel/transports.ts";
import type { Charged } from "./limits.ts";

/** Where a call comes from, and for how many it counts. */
export interface Arrival {
  /** What is charged before authentication. */
  readonly address: () => string;
  /** Calls that travel together; each is charged. */
  readonly calls?: number | undefined;
  /** Hears who was charged, also when the caller is refused then. */
  readonly onCharged?: ((charged: Charged) => void) | undefined;
}

/** Somebody at the door, whatever transport they came by. */
export interface Knock extends Arrival {
  /** As metrics, log lines, spans and events name it. */
  readonly transport: Transport;
  readonly credential: Credential | undefined;
  readonly requestId: string;
  /** The `traceparent` that came along. */
  readonly trace: string | undefined;
  /** How long the caller waits. Its waiting ends then, and never what others wait for too. */
  readonly waitMs?: number | undefined;
}
