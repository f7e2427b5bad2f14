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
  /** True for a replay: an earlier call with the same key had this response. */
  readonly replayed: boolean;
}

export interface FollowOptions extends Omit<CallOptions, "idempotencyKey"> {
  /** Aborted when the reader has disconnected; with a `HubError` as its reason when access has ended. */
  readonly signal: AbortSignal;
  /** Called once, when the stream has ended or was rejected. */
  readonly onEnd?: (() => void) | undefined;
}

/** The only way to run an operation: authorises, parses, runs, records. Rejects only with a `HubError`. */
export async function execute<I extends z.ZodType, O extends z.ZodType>(
  hub: Hub,
  actor: Actor,
  operation: Command<I, O> | Query<I, O>,
  input: unknown,
  options: CallOptions = {},
): Promise<Result<z.output<O>>> {
  const { call, within, end } = observed({ hub, actor, operation }, options);
  try {
    authorise(actor, operation, hub.clock());
    refuseLeft(options); // the caller has disconnected: do not start
    // Workers often record texts of others: characters that cannot be stored are replaced.
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
 * `execute` for lookups, observed as one call: yields the results chunk by chunk, aligned with the keys, so that memory
 * is bounded by one chunk. Errors reject the first step.
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

/** All results at once, for DataLoaders: `new DataLoader((keys) => lookUp(hub, actor, lookup, keys))`. */
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
 * `execute` for streaming queries, observed as one long call. Errors reject; resolves with an iterable that yields
 * frames until the signal aborts, and rejects with the signal's reason when that is a `HubError`.
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
    authorise(actor, operation, hub.clock());
    const parsed = parseInput(operation.input, input);
    const context = {
      ...readContext(hub, actor),
      signal,
      events: (filter: EventFilter) => hub.events(actor.tenantId, filter, signal),
    };
    const frames = await within(() => operation.run(context, parsed));
    // A reader who leaves before the first frame never starts the generator, and so never ends it.
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
    // An abort from outside has its own reason.
    const error = refused === lostBy(signal) ? refused : asDeclared(hub, operation, refused);
    over(error);
    throw error;
  } finally {
    over();
  }
}

/** Records a call that was refused before its operation ran. */
export function recordRefusal(called: Called, options: CallOptions, error: HubError): void {
  observed(called, options).end(error.kind, error);
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
      address: call.address,
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
