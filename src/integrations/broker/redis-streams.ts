import { randomUUID } from "node:crypto";
import { createClient, RESP_TYPES } from "redis";
import type { CloudEvent } from "#core/events/cloud-event.ts";
import { type Batch, type Broker, type Message, type Received, type Subscription, within } from "./port.ts";

export interface RedisStreamsOptions {
  readonly url: string;
  /** Approximate maximum length of a stream, by its name; absent: unlimited. */
  readonly keep?: Readonly<Record<string, number>>;
  /** After this idle time, in ms, pending messages of another consumer are claimed. */
  readonly claimAfterMs?: number;
}

const ANSWER_MS = 10_000;
const BLOCK_MS = 5000;
const FORGET_CONSUMER_MS = 3_600_000;

type Client = Awaited<ReturnType<typeof open>>;

interface Entry {
  readonly id: Buffer;
  readonly message: Readonly<Record<string, Buffer>>;
}

/** Replies as bytes: a value that is not UTF-8 must stay unchanged. */
async function open(url: string) {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { reconnectStrategy: false, connectTimeout: 5000 },
  });
  client.on("error", () => {}); // reported by the failing command
  await client.connect();
  return client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
}

/** Redis Streams (redis.io/docs/latest/develop/data-types/streams): headers are fields, the value is the field `data`. */
export class RedisStreams implements Broker {
  readonly name = "redis";
  readonly #options: Required<RedisStreamsOptions>;
  readonly #consumer = `crossdock-${randomUUID()}`;
  #client: Promise<Client> | undefined;

  constructor(options: RedisStreamsOptions) {
    this.#options = { keep: {}, claimAfterMs: 30_000, ...options };
  }

  /** Few fields to filter by, and the whole CloudEvent in `data`. */
  encode(event: CloudEvent): Message {
    const tenant = event.source.slice(event.source.lastIndexOf("/") + 1);
    const { id, type, subject, sequence } = event;
    const headers = { id, type, subject, sequence: String(sequence), tenant };
    return { key: undefined, value: JSON.stringify(event), headers };
  }

  /** One transaction: all entries are added in order, or none. */
  async publish(stream: string, messages: readonly Message[]): Promise<void> {
    const kept = this.#options.keep[stream];
    const trim = kept === undefined ? {} : { TRIM: trimTo(kept) };
    await this.#ask(async (client) => {
      const transaction = client.multi();
      for (const message of messages) transaction.xAdd(stream, "*", fieldsOf(message), trim);
      await transaction.exec();
    });
  }

  async consume(
    subscription: Subscription,
    handle: (batch: Batch) => Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const client = await open(this.#options.url); // a blocking read occupies its connection
    const onAbort = () => client.destroy();
    signal.addEventListener("abort", onAbort);
    try {
      await this.#join(client, subscription);
      for await (const batch of this.#batches(client, subscription, signal)) await handle(batch);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      signal.removeEventListener("abort", onAbort);
      if (client.isOpen) client.destroy();
    }
  }

  async close(): Promise<void> {
    const client = await this.#client?.catch(() => undefined);
    this.#client = undefined;
    if (client?.isOpen === true) await client.close();
  }

  /** First the pending messages of dead consumers and of this one, then new ones. */
  async *#batches(client: Client, subscription: Subscription, signal: AbortSignal): AsyncGenerator<Batch> {
    const { topic, group, batchSize } = subscription;
    let lookedAt = 0;
    while (!signal.aborted) {
      if (Date.now() - lookedAt >= this.#options.claimAfterMs / 2) {
        lookedAt = Date.now();
        const { claimAfterMs } = this.#options;
        await client.xAutoClaimJustId(topic, group, this.#consumer, claimAfterMs, "0", { COUNT: batchSize });
        yield* this.#pending(client, subscription);
      }
      const wait = { COUNT: batchSize, BLOCK: this.#blockMs() };
      const replies = await client.xReadGroup(group, this.#consumer, { key: topic, id: ">" }, wait);
      const entries: Entry[] = replies?.[0]?.messages ?? [];
      if (entries.length > 0) yield this.#batchOf(client, subscription, entries);
    }
  }

  /** Entries trimmed from the stream since are acknowledged: nothing can process them any more. */
  async *#pending(client: Client, subscription: Subscription): AsyncGenerator<Batch> {
    const { topic, group, batchSize } = subscription;
    for (;;) {
      const mine = await client.xPendingRange(topic, group, "-", "+", batchSize, { consumer: this.#consumer });
      if (mine.length === 0) return;
      const ids = mine.map(({ id }) => id);
      const claimed: (Entry | null)[] = await client.xClaim(topic, group, this.#consumer, 0, ids);
      const entries = claimed.filter((entry) => entry !== null);
      const gone = ids.filter((id) => entries.every((entry) => !entry.id.equals(id)));
      if (gone.length > 0) await client.xAck(topic, group, gone);
      if (entries.length > 0) yield this.#batchOf(client, subscription, entries);
    }
  }

  #blockMs(): number {
    return Math.min(BLOCK_MS, this.#options.claimAfterMs);
  }

  #batchOf(client: Client, { topic, group }: Subscription, entries: Entry[]): Batch {
    const ids = entries.map(({ id }) => id);
    return {
      messages: entries.map((entry) => receivedOf(topic, entry)),
      acknowledge: async () => void (await within(ANSWER_MS, "XACK", client.xAck(topic, group, ids))),
    };
  }

  /** The group starts at the oldest entry, so messages sent before the first start are read too. */
  async #join(client: Client, { topic, group }: Subscription): Promise<void> {
    await client.xGroupCreate(topic, group, "0", { MKSTREAM: true }).catch((error: unknown) => {
      if (!String(error).includes("BUSYGROUP")) throw error;
    });
    for (const { name, pending, idle } of await client.xInfoConsumers(topic, group))
      if (pending === 0 && idle > FORGET_CONSUMER_MS) await client.xGroupDelConsumer(topic, group, name);
  }

  /** A connection is not reused after any error. */
  async #ask(work: (client: Client) => Promise<void>): Promise<void> {
    this.#client ??= open(this.#options.url);
    const opening = this.#client;
    try {
      await within(ANSWER_MS, "Redis", opening.then(work));
    } catch (error) {
      if (this.#client === opening) this.#client = undefined;
      opening.then((client) => client.isOpen && client.destroy()).catch(() => {});
      throw error;
    }
  }
}

const trimTo = (threshold: number) => ({ strategy: "MAXLEN", strategyModifier: "~", threshold }) as const;

function fieldsOf({ key, value, headers }: Message): Record<string, string | Buffer> {
  return {
    ...headers,
    ...(key !== undefined && { key }),
    data: typeof value === "string" ? value : Buffer.from(value),
  };
}

function receivedOf(stream: string, { id, message }: Entry): Received {
  const { key, data, ...fields } = message;
  const headers = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value.toString()]));
  return { key: key?.toString(), value: data ?? Buffer.alloc(0), headers, origin: `${stream}/${id.toString()}` };
}
