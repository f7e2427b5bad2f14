import type { z } from "zod";
import { type Actor, principalOf } from "../kernel/actor.ts";
import { type HubError, internal, isHubError } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import type { Command, EventFilter, Frame, Lookup, Query, Stream } from "../kernel/operation.ts";
import { storable } from "../kernel/storable.ts";
import type { Read } from "../kernel/tx.ts";
import { authorise, parseInput } from "./admit.ts";
import { runBatch } from "./commit.ts";
import { databaseFailure } from "./database-failure.ts";
import { asDeclared } from "./declared.ts";
import { capabilitiesOf, type Hub } from "./hub.ts";
import { type Answers, answers } from "./look.ts";
import { type Called, type CallOptions, observed } from "./observed.ts";
import type { Pending } from "./pending.ts";
import { refuseLeft, withinDeadline } from "./waiting.ts";

export interface Result<T> {
  readonly output: T;
  /** True when an earlier call with the same key had this answer already. */
  readonly replayed: boolean;
}

export interface FollowOptions extends Omit<CallOptions, "idempotencyKey"> {
  /** Fires when the reader has gone; with a `HubError` as its reason when it may no longer read. */
  readonly signal: AbortSignal;
  /** Called once, when the stream is over or was refused. */
  readonly onEnd?: (() => void) | undefined;
}

/** The only way to run an operation: authorises, parses, runs, records. Rejects with a `HubError` and nothing else. */
export async function execute<I extends z.ZodType, O extends z.ZodType>(
  hub: Hub,
  actor: Actor,
  operation: Command<I, O> | Query<I, O>,
  input: unknown,
  options: CallOptions = {},
): Promise<Result<z.output<O>>> {
  const { call, within, end } = observed({ hub, actor, operation }, options);
  try {
    authorise(actor, operation);
    refuseLeft(options); // the caller has stopped waiting, so nothing begins
    // What workers record are often words of others: they are kept as far as they can be.
    const parsed = parseInput(operation.input, operation.scope === "system" ? storable(input) : input);
    const running = within(() =>
      operation.kind === "query"
        ? runQuery({ hub, actor, operation }, parsed, options.left)
        : submit(hub, actor, operation, parsed, call),
    );
    const result = await withinDeadline(running, options);
    end(result.replayed ? "replayed" : "ok");
    return result;
  } catch (thrown) {
    const error = asDeclared(hub, operation, asHubError(thrown));
    end(error.kind, error);
    throw error;
  }
}

/**
 * `execute` for lookups, observed as one call: yields the answers a chunk at a time, aligned with the keys, so that any
 * number of keys is answered in the memory of one chunk. Refusals reject the first step.
 */
export async function* lookThrough<K extends z.ZodType, V extends z.ZodType>(
  hub: Hub,
  actor: Actor,
  operation: Lookup<K, V>,
  keys: Iterable<unknown> | AsyncIterable<unknown>,
  options: Omit<CallOptions, "idempotencyKey"> = {},
): AsyncGenerator<Answers<V>, void> {
  const { within, end } = observed({ hub, actor, operation }, options);
  try {
    const parts = answers(readContext(hub, actor), operation, keys);
    for (;;) {
      refuseLeft(options);
      const part = await withinDeadline(
        within(() => parts.next()),
        options,
      );
      if (part.done === true) return;
      yield part.value;
    }
  } catch (thrown) {
    const error = asDeclared(hub, operation, asHubError(thrown));
    end(error.kind, error);
    throw error;
  } finally {
    end("ok");
  }
}

/** All answers at once, as DataLoaders ask: `new DataLoader((keys) => lookUp(hub, actor, lookup, keys))`. */
export async function lookUp<K extends z.ZodType, V extends z.ZodType>(
  hub: Hub,
  actor: Actor,
  operation: Lookup<K, V>,
  keys: readonly unknown[],
  options: Omit<CallOptions, "idempotencyKey"> = {},
): Promise<Answers<V>> {
  const all: (z.output<V> | null)[] = [];
  for await (const part of lookThrough(hub, actor, operation, keys, options)) all.push(...part);
  return all;
}

/**
 * `execute` for reads that go on, observed as one call that lasts. Refusals reject; what it resolves with yields frames
 * until the signal fires, and rejects with the signal's reason when that is a `HubError`.
 */
export async function follow<I extends z.ZodType, O extends z.ZodType>(
  hub: Hub,
  actor: Actor,
  operation: Stream<I, O>,
  input: unknown,
  options: FollowOptions,
): Promise<AsyncGenerator<Frame<z.output<O>>>> {
  const { signal, onEnd } = options;
  const { within, end } = observed({ hub, actor, operation }, options);
  const over = (error?: HubError) => {
    if (end(error?.kind ?? "ok", error)) onEnd?.();
  };
  try {
    authorise(actor, operation);
    const parsed = parseInput(operation.input, input);
    const context = {
      ...readContext(hub, actor),
      signal,
      events: (filter: EventFilter) => hub.events(actor.tenantId, filter, signal),
    };
    const frames = await within(() => operation.run(context, parsed));
    // Whoever leaves before the first frame never lets the generator begin, and so never lets it end.
    signal.addEventListener("abort", () => over(lostBy(signal)), { once: true });
    if (signal.aborted) over(lostBy(signal));
    return encoded({ hub, operation, signal, over }, frames);
  } catch (thrown) {
    const error = asDeclared(hub, operation, asHubError(thrown));
    over(error);
    throw error;
  }
}

const lostBy = ({ reason }: AbortSignal): HubError | undefined => (isHubError(reason) ? reason : undefined);

interface Followed<I extends z.ZodType, O extends z.ZodType> {
  readonly hub: Pick<Hub, "undeclared">;
  readonly operation: Stream<I, O>;
  readonly signal: AbortSignal;
  readonly over: (error?: HubError) => void;
}

async function* encoded<I extends z.ZodType, O extends z.ZodType>(
  { hub, operation, signal, over }: Followed<I, O>,
  frames: AsyncIterable<Frame<z.input<O>>>,
): AsyncGenerator<Frame<z.output<O>>> {
  try {
    for await (const frame of frames) yield operation.encode(frame);
    const lost = lostBy(signal);
    if (lost !== undefined) throw lost;
  } catch (thrown) {
    const refused = asHubError(thrown);
    // Who ends a stream from outside has reasons of their own.
    const error = refused === lostBy(signal) ? refused : asDeclared(hub, operation, refused);
    over(error);
    throw error;
  } finally {
    over();
  }
}

/** Records a call whose authentication failed, and throws the refusal. */
export function refuse(called: Called, options: CallOptions, error: HubError): never {
  observed(called, options).end(error.kind, error);
  throw error;
}

interface Asked<I extends z.ZodType, O extends z.ZodType> {
  readonly hub: Hub;
  readonly actor: Actor;
  readonly operation: Query<I, O>;
}

async function runQuery<I extends z.ZodType, O extends z.ZodType>(
  { hub, actor, operation }: Asked<I, O>,
  input: z.output<I>,
  left: AbortSignal | undefined,
) {
  const run = (read: Read) => operation.run(readContext(hub, actor, read), input);
  const found = await (left === undefined
    ? run(hub.db.read(actor.tenantId))
    : hub.db.reading(actor.tenantId, left, run));
  return { output: operation.output.parse(found), replayed: false };
}

const readContext = (hub: Hub, actor: Actor, read = hub.db.read(actor.tenantId)) => ({
  read,
  actor,
  now: hub.clock(),
  cursors: hub.cursors,
  ...capabilitiesOf(hub),
});

function submit<I extends z.ZodType, O extends z.ZodType>(
  hub: Hub,
  actor: Actor,
  operation: Command<I, O>,
  input: z.output<I>,
  call: CallOptions & { transport: string; requestId: string },
): Promise<Result<z.output<O>>> {
  return new Promise((resolve, reject) => {
    const pending: Pending = {
      actor,
      input,
      principal: principalOf(actor),
      key: call.idempotencyKey,
      transport: call.transport,
      requestId: call.requestId,
      trace: call.trace,
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- runBatch parses by this operation's own output
      resolve: resolve as Pending["resolve"],
      reject,
    };
    const work = (batch: Pending[]) => runBatch({ hub, operation, calls: batch });
    if (operation.batched) hub.lanes.submit(`${actor.tenantId} ${operation.name}`, pending, work);
    else hub.lanes.submit(call.requestId + newId(), pending, work);
  });
}

export function asHubError(thrown: unknown): HubError {
  if (isHubError(thrown)) return thrown;
  return databaseFailure(thrown) ?? internal(thrown);
}
