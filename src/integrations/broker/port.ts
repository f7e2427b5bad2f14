import type { CloudEvent } from "#core/events/cloud-event.ts";

/** What goes out. Messages of one key keep their order. */
export interface Message {
  readonly key: string | undefined;
  readonly value: Uint8Array | string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What came in. */
export interface Received extends Message {
  readonly value: Buffer;
  /** Where it lies, `topic/partition/offset` or `stream/id`: the same message has the same one, however often it comes. */
  readonly origin: string;
}

export interface Batch {
  readonly messages: readonly Received[];
  /** Tells the broker that all of them are dealt with. What is not acknowledged comes again. */
  acknowledge(): Promise<void>;
}

export interface Subscription {
  readonly topic: string;
  /** Members of one group share the messages among them. */
  readonly group: string;
  /** Most messages in a batch. */
  readonly batchSize: number;
}

/** A log of messages outside. Every method rejects when the broker cannot be reached; the next call connects again. */
export interface Broker {
  readonly name: "kafka" | "redis";
  /** An event in the form that this broker's consumers expect. */
  encode(event: CloudEvent): Message;
  /**
   * Resolves once the broker has acknowledged all of them, in the given order per key. After a rejection nothing is
   * known: the whole batch is sent again, and some of it arrives twice.
   */
  publish(topic: string, messages: readonly Message[]): Promise<void>;
  /** Hands over batches, one after the other, until the signal fires. Rejects when `handle` does. */
  consume(subscription: Subscription, handle: (batch: Batch) => Promise<void>, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export interface Refusal {
  /** As the API's own errors have it: `inventory.insufficient_stock`. */
  readonly code: string;
  readonly reason: string;
}

export const deadLetterTopic = (topic: string): string => `${topic}.dlq`;

/** A message that cannot be dealt with, as it came, with the reason beside it. */
export function deadLetterOf({ key, value, headers, origin }: Received, { code, reason }: Refusal): Message {
  const verdict = {
    "crossdock-code": code,
    "crossdock-reason": reason,
    "crossdock-origin": origin,
    "crossdock-at": new Date().toISOString(),
  };
  return { key, value, headers: { ...headers, ...verdict } };
}

/** Rejects when the work takes longer: a broker that does not answer is one that is away. */
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
