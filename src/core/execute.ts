import type { z, ZodError } from "zod";
import { runBatch, type Pending } from "./commit.ts";
import { databaseFailure } from "./database-failure.ts";
import type { Hub } from "./hub.ts";
import { type Actor, principalOf } from "./kernel/actor.ts";
import {
  forbidden,
  type Fault,
  type HubError,
  inPointer,
  internal,
  invalid,
  isHubError,
  timedOut,
} from "./kernel/errors.ts";
import { newId } from "./kernel/ids.ts";
import type { Command, EventFilter, Frame, Operation, Query, Stream } from "./kernel/operation.ts";
import { storable, unstorableAt } from "./kernel/storable.ts";

export interface CallOptions {
  /** The same key and payload get the same answer for 24 hours, over every transport. */
  readonly idempotencyKey?: string | undefined;
  readonly transport?: string;
  readonly requestId?: string;
  /** W3C trace context, passed on to events and logs. */
  readonly trace?: string | undefined;
  /** Ends the caller's waiting, never the batch. */
  readonly signal?: AbortSignal | undefined;
}

export interface Result<T> {
  readonly output: T;
  /** True when an earlier call with the same key had this answer already. */
  readonly replayed: boolean;
}

/** The only way to run an operation: authorises, parses, runs, records. Rejects with a `HubError` and nothing else. */
export async function execute<I extends z.ZodType, O extends z.ZodType>(
  hub: Hub,
  actor: Actor,
  operation: Command<I, O> | Query<I, O>,
  input: unknown,
  options: CallOptions = {},
): Promise<Result<z.output<O>>> {
  const startedMs = performance.now();
  const call = { transport: "internal", ...options, requestId: options.requestId ?? newId() };
  try {
    authorise(actor, operation);
    // What workers record are often words of others: they are kept as far as they can be.
    const parsed = parseInput(operation.input, operation.scope === "system" ? storable(input) : input);
    const running =
      operation.kind === "query"
        ? runQuery(hub, actor, operation, parsed)
        : submit(hub, actor, operation, parsed, call);
    const result = await withinDeadline(running, options.signal);
    observe(hub, { actor, operation, call, startedMs }, result.replayed ? "replayed" : "ok");
    return result;
  } catch (thrown) {
    const error = asHubError(thrown);
    observe(hub, { actor, operation, call, startedMs }, error.kind, error);
    throw error;
  }
}

/** `execute` for reads that go on. Refusals reject; what it resolves with yields frames until the signal fires. */
export async function follow<I extends z.ZodType, O extends z.ZodType>(
  hub: Hub,
  actor: Actor,
  operation: Stream<I, O>,
  input: unknown,
  signal: AbortSignal,
): Promise<AsyncGenerator<Frame<z.output<O>>>> {
  authorise(actor, operation);
  const parsed = parseInput(operation.input, input);
  const context = {
    read: hub.db.read(actor.tenantId),
    actor,
    now: hub.clock(),
    cursors: hub.cursors,
    sealer: hub.sealer,
    jobs: hub.jobs,
    files: hub.files,
    signal,
    events: (filter: EventFilter) => hub.events(actor.tenantId, filter, signal),
  };
  try {
    return encoded(operation, await operation.run(context, parsed));
  } catch (thrown) {
    throw asHubError(thrown);
  }
}

async function* encoded<I extends z.ZodType, O extends z.ZodType>(
  operation: Stream<I, O>,
  frames: AsyncIterable<Frame<z.input<O>>>,
): AsyncGenerator<Frame<z.output<O>>> {
  try {
    for await (const frame of frames) yield operation.encode(frame);
  } catch (thrown) {
    throw asHubError(thrown);
  }
}

function authorise(actor: Actor, operation: Operation): void {
  if (operation.scope !== "any" && !actor.scopes.has(operation.scope)) throw forbidden(operation.scope);
}

/**
 * The only place where a ZodError becomes the caller's fault. What PostgreSQL can hold in no text is refused here for
 * every field of every operation, so that no schema has to think of it.
 */
export function parseInput<I extends z.ZodType>(schema: I, input: unknown): z.output<I> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw invalid(faultsOf(parsed.error));
  const pointer = unstorableAt(parsed.data);
  if (pointer !== undefined)
    throw invalid([{ pointer, detail: "Text holds neither the character NUL nor half of a surrogate pair." }]);
  return parsed.data;
}

function faultsOf(error: ZodError): Fault[] {
  return error.issues.slice(0, 50).flatMap((issue) => {
    const at = (path: PropertyKey[]) => path.map((part) => `/${inPointer(String(part))}`).join("");
    if (issue.code !== "unrecognized_keys") return [{ pointer: at(issue.path), detail: issue.message }];
    return issue.keys.map((key) => ({ pointer: at([...issue.path, key]), detail: "This field is not known here." }));
  });
}

async function runQuery<I extends z.ZodType, O extends z.ZodType>(
  hub: Hub,
  actor: Actor,
  operation: Query<I, O>,
  input: z.output<I>,
) {
  const context = {
    read: hub.db.read(actor.tenantId),
    actor,
    now: hub.clock(),
    cursors: hub.cursors,
    sealer: hub.sealer,
    jobs: hub.jobs,
    files: hub.files,
  };
  return { output: operation.output.parse(await operation.run(context, input)), replayed: false };
}

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

function withinDeadline<T>(running: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return running;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(timedOut());
    if (signal.aborted) return onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    running.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}

export function asHubError(thrown: unknown): HubError {
  if (isHubError(thrown)) return thrown;
  return databaseFailure(thrown) ?? internal(thrown);
}

interface Recorded {
  actor: Actor;
  operation: Operation;
  call: CallOptions & { transport: string; requestId: string };
  startedMs: number;
}

function observe(
  hub: Hub,
  { actor, operation, call, startedMs }: Recorded,
  outcome: "ok" | "replayed" | HubError["kind"],
  error?: HubError,
) {
  hub.observe({
    operation: operation.name,
    kind: operation.kind,
    transport: call.transport,
    requestId: call.requestId,
    trace: call.trace,
    actor: principalOf(actor),
    tenantId: actor.tenantId,
    durationMs: performance.now() - startedMs,
    outcome,
    error,
  });
}
