import type { Broker } from "#integrations/broker/port.ts";

export interface Entry {
  readonly key: string | undefined;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A broker that runs for a test, as those outside see it. */
export interface Outside {
  /** How a server is told of it. */
  readonly env: Record<string, string>;
  readonly events: string;
  readonly intake: string;
  /** Of one message, as this broker is set up. */
  readonly mostBytes: number;
  /** Our own side of it, new for each call. */
  broker(): Broker;
  send(topic: string, entries: readonly Entry[]): Promise<void>;
  /** All that a topic holds, each key's in its order; at least `count`. */
  read(topic: string, count: number): Promise<Entry[]>;
  /** Pretends that half a minute has passed since a consumer was killed. */
  age(topic: string, group: string): Promise<void>;
  /** SIGKILL; what was acknowledged is kept. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}
