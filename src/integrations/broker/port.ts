import type { CloudEvent } from "#core/events/cloud-event.ts";

/** An outgoing message. Messages with the same key keep their order. */
export interface Message {
  readonly key: string | undefined;
  readonly value: Uint8Array | string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A received message. */
export interface Received extends Message {
  readonly value: Buffer;
  /** Its position, `topic/partition/offset` or `stream/id`: the same for every redelivery. */
  readonly origin: string;
}

export interface Batch {
  readonly messages: readonly Received[];
  /** Acknowledges all of them. Unacknowledged messages are redelivered. */
  acknowledge(): Promise<void>;
}

export interface Subscription {
  readonly topic: string;
  /** Members of one group share the messages. */
  readonly group: string;
  /** Maximum messages per batch. */
  readonly batchSize: number;
}

/** An external message log. Every method rejects when the broker is unreachable; the next call reconnects. */
export interface Broker {
  readonly name: "kafka" | "redis";
  /** An event in the format of this broker's consumers. */
  encode(event: CloudEvent): Message;
  /**
   * Resolves once the broker has acknowledged all of them, in the given order per key. After a rejection the outcome is
   * unknown: the whole batch is sent again, which may duplicate messages.
   */
  publish(topic: string, messages: readonly Message[]): Promise<void>;
  /** Passes batches to `handle` one at a time until the signal aborts. Rejects when `handle` does. */
  consume(subscription: Subscription, handle: (batch: Batch) => Promise<void>, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export interface Refusal {
  /** An error code of the API: `inventory.insufficient_stock`. */
  readonly code: string;
  readonly reason: string;
}

export const deadLetterTopic = (topic: string): string => `${topic}.dlq`;

/** A dead letter: the original message with the reason. */
export function deadLetterOf({ key, value, headers, origin }: Received, { code, reason }: Refusal): Message {
  const verdict = {
    "crossdock-code": code,
    "crossdock-reason": reason,
    "crossdock-origin": origin,
    "crossdock-at": new Date().toISOString(),
  };
  return { key, value, headers: { ...headers, ...verdict } };
}

/** Rejects on timeout: a broker that does not respond counts as unavailable. */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
