import type { Broker } from "#integrations/broker/port.ts";

export interface Entry {
  readonly key: string | undefined;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A broker that runs for a test, from an external view. */
export interface Outside {
  /** The server's settings for it. */
  readonly env: Record<string, string>;
  readonly events: string;
  readonly intake: string;
  /** The size limit of one message of this broker. */
  readonly mostBytes: number;
  /** Our own client for it, new for each call. */
  broker(): Broker;
  send(topic: string, entries: readonly Entry[]): Promise<void>;
  /** All messages of a topic, in order per key; at least `count`. */
  read(topic: string, count: number): Promise<Entry[]>;
  /** Simulates that half a minute has passed since a consumer was killed. */
  age(topic: string, group: string): Promise<void>;
  /** SIGKILL; acknowledged messages are kept. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}
