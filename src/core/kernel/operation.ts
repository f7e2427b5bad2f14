import { z } from "zod";
import type { Actor, Scope } from "./actor.ts";
import type { CustomerLinks } from "./customer-links.ts";
import type { Failure, HubError } from "./errors.ts";
import type { EventDraft, HubEvent } from "./event.ts";
import type { FileControl } from "./file-control.ts";
import type { JobControl } from "./job-control.ts";
import { memoised } from "./memo.ts";
import type { Cursors } from "./page.ts";
import type { Sealer } from "./sealing.ts";
import type { Read, Tx } from "./tx.ts";

/** One call of a batch. */
export interface Call<I> {
  readonly actor: Actor;
  readonly input: I;
  /** Written in the same transaction; the events of a rejected call are discarded. */
  readonly emit: (event: EventDraft) => void;
}

/** Process-wide services available to every operation. */
export interface Capabilities {
  readonly sealer: Sealer;
  readonly links: CustomerLinks;
  /** Undefined in processes without a job queue. */
  readonly jobs: JobControl | undefined;
  /** Undefined in processes without a file store. */
  readonly files: FileControl | undefined;
  /** Whether a URL may be called, judged by the URL alone; undefined in processes that call none. */
  readonly mayCall: ((url: string) => boolean) | undefined;
}

export interface WriteContext extends Capabilities {
  readonly tx: Tx;
  readonly now: Date;
  /** A named point between read and write, where a test may run a concurrent call. */
  readonly race: (point: string) => Promise<void>;
  /** Pipelines a statement whose rows are not needed: sent with the commit, its failure fails the transaction. */
  readonly send: (statement: Sendable) => void;
}

/** A statement built but not yet sent, as by postgres.js. */
export interface Sendable extends Promise<unknown> {
  execute(): unknown;
}

export interface ReadContext extends Capabilities {
  readonly read: Read;
  readonly actor: Actor;
  readonly now: Date;
  readonly cursors: Cursors;
}

/** The outcome of one call of a batch. A rejection has written nothing. */
export type Outcome<T> = { readonly ok: T } | { readonly refused: HubError };

/**
 * Who the operation is for, and so where it is exposed. `public`: other programs, in REST (streams over SSE or GraphQL)
 * and tRPC. `screens`: the web UI, in tRPC, and it changes with the screens. `operator`: the hub's own workers and
 * command line.
 */
export type Audience = "public" | "screens" | "operator";

type Shown<T> = Partial<NonNullable<T>>;

interface Declaration<I extends z.ZodType, O extends z.ZodType> {
  /** The wire name, the same in logs, metrics, docs and every transport. */
  readonly name: string;
  /** One sentence for the docs of every transport. */
  readonly summary: string;
  /** The scopes that the actor must hold. */
  readonly scope: Scope;
  readonly audience: Audience;
  readonly input: I;
  /** Output is parsed with it, so that a secret column can never leak. */
  readonly output: O;
  /** All errors that it may return, besides those common to all operations (`core/declared.ts`). */
  readonly failures: readonly Failure[];
  /**
   * Whether a person at a browser must have given their password or a code within the last ten minutes (`auth.proof_needed`). Keys and
   * tokens are not asked.
   */
  readonly freshProof?: boolean;
  /** Fields of input and output that are never stored: a replayed response has null in their place. */
  readonly secrets?: readonly string[];
  /** Overrides for the examples that documents derive from the schemas (`operationExample`). */
  readonly examples?: { readonly input?: Shown<z.input<I>>; readonly output?: Shown<z.input<O>> };
}

export interface Command<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> extends Declaration<I, O> {
  readonly kind: "command";
  /** Delays the response after the commit until no process relies on a cached earlier state. */
  readonly settleMs?: number;
  /** Batched commands run the calls that arrive while a batch commits as their next batch. */
  readonly batched: boolean;
  /**
   * Asks for what it reads first along with the look for earlier answers, in one round trip, and answers how it runs with
   * that. Some of the inputs may turn out to have been answered before.
   */
  readonly ahead?: (tx: Tx, inputs: readonly z.output<I>[]) => Command<I, O>["runMany"];
  readonly runMany: (
    context: WriteContext,
    calls: readonly Call<z.output<I>>[],
  ) => Promise<readonly Outcome<z.input<O>>[]>;
}

export interface Query<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> extends Declaration<I, O> {
  readonly kind: "query";
  readonly run: (context: ReadContext, input: z.output<I>) => Promise<z.input<O>>;
}

/**
 * A read by keys, any number of them: results in their order, null where the actor may see nothing. Used by
 * `include=` and DataLoaders.
 */
export interface Lookup<K extends z.ZodType = z.ZodType, V extends z.ZodType = z.ZodType> extends Declaration<
  z.ZodArray<K>,
  z.ZodArray<z.ZodNullable<V>>
> {
  readonly kind: "lookup";
  readonly key: K;
  readonly value: V;
  /** Most keys per statement. */
  readonly chunk: number;
  /** Equal for equal keys: matches rows with keys, and is the `cacheKeyFn` of a DataLoader. */
  readonly identify: (key: z.output<K>) => string;
  /** The rows for distinct keys, in one statement, each under the identity of its key and in any order. */
  readonly read: (
    context: ReadContext,
    keys: readonly z.output<K>[],
  ) => Promise<readonly (readonly [identity: string, value: z.input<V>])[]>;
}

/** One item of a stream with the feed position from which a reader may resume. */
export interface Entry<T> {
  readonly position: number;
  readonly item: T;
}

/** The items of one batch, in order. Readers with the same filter share it, so that it is encoded once. */
export type Frame<T> = readonly Entry<T>[];

/** A streaming query. `run` rejects before it returns; from then on only the stream itself can fail. */
export interface Stream<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> extends Declaration<I, O> {
  readonly kind: "stream";
  readonly run: (context: StreamContext, input: z.output<I>) => Promise<AsyncIterable<Frame<z.input<O>>>>;
  /** Parses the frame with the output schema; the same frame gives the same object. */
  readonly encode: (frame: Frame<z.input<O>>) => Frame<z.output<O>>;
}

export interface StreamContext extends ReadContext {
  readonly signal: AbortSignal;
  readonly events: (filter: EventFilter) => AsyncIterable<readonly HubEvent[]>;
}

export interface EventFilter {
  /** Resume after this feed position; absent: from now on. */
  readonly after?: number | undefined;
  readonly types?: readonly string[] | undefined;
  readonly subjectId?: string | undefined;
  /** Only events of orders of these channels. */
  readonly channelIds?: readonly string[] | undefined;
}

export type Operation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> =
  | Command<I, O>
  | Query<I, O>
  | Stream<I, O>;

type Kind = Operation["kind"] | Lookup["kind"];

/** For catalogues, which hold operations of every shape. */
export type AnyOperation = Omit<Declaration<z.ZodType, z.ZodType>, never> & { readonly kind: Kind };

type RunOne<I extends z.ZodType, T> = (
  context: WriteContext & { readonly actor: Actor; readonly emit: Call<unknown>["emit"] },
  input: z.output<I>,
) => Promise<T>;

type CommandInit<I extends z.ZodType, O extends z.ZodType> = Declaration<I, O> &
  Pick<Command<I, O>, "settleMs"> &
  (
    | Pick<Command<I, O>, "runMany" | "ahead">
    | { readonly run: RunOne<I, z.input<O>> }
    | { readonly attempt: RunOne<I, Outcome<z.input<O>>> }
  );

/**
 * Declares a command. `run` gets its own transaction; `runMany` shares one among all calls of a batch. `attempt` is `run` for
 * what is counted: an outcome that refuses keeps what was written.
 */
export function command<I extends z.ZodType, O extends z.ZodType>(init: CommandInit<I, O>): Command<I, O> {
  if ("runMany" in init) return { ...init, kind: "command", batched: true };
  const attempt: RunOne<I, Outcome<z.input<O>>> = "attempt" in init ? init.attempt : always(init);
  const runMany: Command<I, O>["runMany"] = (context, calls) =>
    Promise.all(calls.map((call) => attempt({ ...context, actor: call.actor, emit: call.emit }, call.input)));
  return { ...init, kind: "command", batched: false, runMany };
}

const always =
  <I extends z.ZodType, T>({ run }: { readonly run: RunOne<I, T> }): RunOne<I, Outcome<T>> =>
  async (context, input) => ({ ok: await run(context, input) });

export function query<I extends z.ZodType, O extends z.ZodType>(init: Omit<Query<I, O>, "kind">): Query<I, O> {
  return { ...init, kind: "query" };
}

const CHUNK = 500;

type LookupInit<K extends z.ZodType, V extends z.ZodType> = Pick<Declaration<K, V>, "name" | "summary" | "scope"> &
  Pick<Lookup<K, V>, "key" | "value" | "read"> &
  Partial<Pick<Lookup<K, V>, "chunk" | "identify">>;

/**
 * Declares a lookup. Object keys are compared by their fields, in the order of the schema. It returns no errors of its
 * own: a missing row is null.
 */
export function lookup<K extends z.ZodType, V extends z.ZodType>(init: LookupInit<K, V>): Lookup<K, V> {
  const identify = (key: z.output<K>) => (typeof key === "string" ? key : JSON.stringify(key));
  const shapes = { input: z.array(init.key), output: z.array(init.value.nullable()) };
  return { chunk: CHUNK, identify, ...init, ...shapes, audience: "public", failures: [], kind: "lookup" };
}

export function stream<I extends z.ZodType, O extends z.ZodType>(
  init: Omit<Stream<I, O>, "kind" | "encode">,
): Stream<I, O> {
  const entry = memoised(({ position, item }: Entry<z.input<O>>) => ({ position, item: init.output.parse(item) }));
  return { ...init, kind: "stream", encode: memoised((frame) => frame.map(entry)) };
}
