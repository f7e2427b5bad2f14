import {
  createSourceEventStream,
  execute,
  type ExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from "graphql";
import type { Actor } from "#core/kernel/actor.ts";
import type { Caller } from "#transports/gateway/caller.ts";
import type { Charged } from "#transports/gateway/limits.ts";
import { type Context, contextOf } from "./context.ts";
import { DocumentError, LimitError, LIMITS } from "./documents/limits.ts";
import { Documents, operationOf, type Prepared } from "./documents/prepare.ts";
import { failureBehind, isUnrecorded, recordableOf, toldOf } from "./errors.ts";
import { type Params, paramsOf } from "./params.ts";
import { documentText, type Persistence } from "./persisted.ts";
import { makeSchema } from "./schema/schema.ts";

export interface EngineOptions {
  readonly persistence?: Persistence | undefined;
  /** Whether everybody may ask for the schema; an administrator who is signed in always may. */
  readonly introspection?: boolean | undefined;
  /** Reports internal errors outside operations, which record their own. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** An operation that was admitted: its cost is known and charged for. */
export interface Ready {
  readonly prepared: Prepared;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly cost: Cost;
}

interface Cost {
  readonly requested: number;
  readonly limit: number;
  /** Calls of the quota that the request counts for. */
  readonly calls: number;
}

export interface Told {
  readonly errors?: readonly GraphQLFormattedError[];
  readonly data?: Record<string, unknown> | null;
  readonly extensions: Record<string, unknown>;
}

/** A result of the executor, however its types are spelled. */
interface Result {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly errors?: readonly GraphQLError[] | undefined;
}

/** The name under which a request is recorded that reached no operation. */
export const DOOR = { name: "graphql.request", kind: "query" } as const;

const NOTHING_KEPT: Persistence = { kept: new Map(), only: false };

/** Points of cost per call of the quota. */
const POINTS_PER_CALL = 1000;

/** From a request to its answer, the same over HTTP, SSE and sockets. */
export class Engine {
  readonly schema: GraphQLSchema;
  readonly #documents: Documents;
  readonly #options: EngineOptions;

  constructor(options: EngineOptions = {}) {
    this.schema = makeSchema();
    this.#documents = new Documents(this.schema);
    this.#options = options;
  }

  /** Whether documents are run that were not persisted. */
  get takesDocuments(): boolean {
    return this.#options.persistence?.only !== true;
  }

  /** Undefined: a caller who is not signed in. */
  mayIntrospect(actor: Actor | undefined): boolean {
    return this.#options.introspection === true || (actor?.type === "user" && actor.role === "admin");
  }

  /** Every check before execution, each refusal recorded. Throws what `refusalsOf` formats. */
  async admit(payload: unknown, caller: Caller): Promise<Ready> {
    const ready = caller.reading(DOOR, () => this.#prepared(paramsOf(payload), caller), recordableOf);
    await caller.charge(DOOR, ready.cost.calls - 1); // the first was charged at the door
    return ready;
  }

  #prepared(params: Params, caller: Caller): Ready {
    const document = this.#documents.read(documentText(params, this.#options.persistence ?? NOTHING_KEPT));
    if (document.introspects && !this.mayIntrospect(caller.actor))
      throw new DocumentError("Introspection is off: read docs/schema.graphql.", "graphql.introspection_off");
    const prepared = operationOf(document, params.operationName);
    const { variables } = params;
    const requested = prepared.cost(variables);
    if (requested > LIMITS.cost) throw new LimitError("cost", requested);
    const calls = Math.max(1, prepared.roots, Math.ceil(requested / POINTS_PER_CALL));
    return { prepared, variables, cost: { requested, limit: LIMITS.cost, calls } };
  }

  async run(ready: Ready, context: Context): Promise<ExecutionResult> {
    return this.#reported(await execute({ ...this.#argsOf(ready), contextValue: context }));
  }

  /** The events of a subscription, each run on its own, or why there are none. */
  async *follow(ready: Ready, caller: Caller, signal: AbortSignal): AsyncGenerator<ExecutionResult> {
    const args = this.#argsOf(ready);
    const source = await createSourceEventStream({ ...args, contextValue: contextOf(caller, { signal }) });
    if (!(Symbol.asyncIterator in source)) return yield source;
    try {
      for await (const event of source) {
        const context = contextOf(caller.renewed(), { signal });
        yield this.#reported(await execute({ ...args, rootValue: event, contextValue: context }));
      }
    } catch (error) {
      const original = error instanceof Error ? error : undefined;
      yield { errors: [new GraphQLError("The stream has ended", { originalError: original })] };
    }
  }

  #reported(result: ExecutionResult): ExecutionResult {
    for (const error of result.errors ?? [])
      if (isUnrecorded(error)) this.#options.onError?.(error.originalError ?? error);
    return result;
  }

  #argsOf({ prepared, variables }: Ready) {
    return {
      schema: this.schema,
      document: prepared.document,
      operationName: prepared.name,
      variableValues: variables,
    };
  }
}

interface About {
  readonly requestId: string;
  readonly cost: Cost;
  readonly charged?: Charged | undefined;
  readonly replayed?: readonly string[];
}

/** A result as clients see it. */
export function answerOf({ data, errors }: Result, { requestId, cost, charged, replayed = [] }: About): Told {
  const left = charged && { left: charged.remaining, resetS: charged.resetS };
  const extensions = { cost: { ...cost, ...left }, ...(replayed.length > 0 && { replayed }) };
  return {
    ...(errors && { errors: errors.map((error) => toldOf(error, requestId)) }),
    ...(data !== undefined && { data }),
    extensions,
  };
}

/** Seconds to wait before a retry, from the errors. */
export function waitOf(errors: readonly GraphQLError[] = []): number | undefined {
  const waits = errors.flatMap((error) => failureBehind(error)?.retryAfterS ?? []);
  return waits.length === 0 ? undefined : Math.max(...waits);
}
