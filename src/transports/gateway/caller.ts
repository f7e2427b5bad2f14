import type { z } from "zod";
import type { Identity } from "#auth/credential.ts";
import { type Actor, principalOf, type Scope } from "#core/kernel/actor.ts";
import { forbidden, type HubError, isHubError, unauthenticated } from "#core/kernel/errors.ts";
import type { AnyOperation, Command, Frame, Lookup, Query, Stream } from "#core/kernel/operation.ts";
import { execute, follow, lookUp, recordRefusal, type Result } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import type { Answers } from "#core/runtime/look.ts";
import type { Knock } from "./knock.ts";
import type { Places } from "./places.ts";
import type { Proof } from "./proof.ts";
import { watchStanding } from "./standing.ts";

/** Shared by all callers of one process. */
export interface Gate {
  readonly hub: Hub;
  readonly places: Places;
  readonly connections: Places;
  readonly deadline: (waitMs?: number) => AbortSignal;
  readonly lookMs: number;
  readonly charge: (knock: Knock, identity: Identity, calls: number) => Promise<void>;
}

export interface More {
  readonly idempotencyKey?: string | undefined;
  /**
   * Aborted when the caller has disconnected, with a `HubError` as its reason; absent where a transport cannot detect
   * it.
   */
  readonly left?: AbortSignal | undefined;
}

/** An error of authentication, of the address or of the quota; the actor where one is known, to be recorded. */
export interface Refused {
  readonly refusal: HubError;
  readonly actor?: Actor | undefined;
}

/** A caller: authenticated, or rejected; then each of its calls fails with that error and is recorded. */
export class Caller {
  readonly refusal: HubError | undefined;
  readonly requestId: string;
  readonly #gate: Gate;
  readonly #knock: Knock;
  readonly #proof: Proof | undefined;
  readonly #known: Actor | undefined;
  readonly #deadline: AbortSignal;

  constructor(gate: Gate, knock: Knock, proved: Proof | Refused) {
    this.#gate = gate;
    this.#knock = knock;
    this.#proof = "refusal" in proved ? undefined : proved;
    this.refusal = "refusal" in proved ? proved.refusal : undefined;
    this.#known = "refusal" in proved ? proved.actor : undefined;
    this.requestId = knock.requestId;
    this.#deadline = gate.deadline(knock.waitMs);
  }

  /** Throws the error when authentication failed. */
  get actor(): Actor {
    return this.#authentic.actor;
  }

  get #authentic(): Identity {
    if (this.#proof === undefined) throw this.refusal ?? unauthenticated();
    return this.#proof.identity;
  }

  /** The content covered by a signature. */
  get message(): object | undefined {
    return this.#proof?.identity.message;
  }

  /** For transports that reject a request before parsing it: the same error as a call's, recorded like it. */
  admit(operation: Pick<AnyOperation, "name" | "kind">, scope?: Scope): Actor {
    if (this.refusal !== undefined) this.#refuse(operation, this.refusal);
    const { actor } = this;
    if (scope !== undefined && !actor.scopes.has(scope)) this.#refuse(operation, forbidden(scope));
    return actor;
  }

  /**
   * For what a transport refuses of a request before its operation runs: thrown, and recorded like a call's error.
   * `recorded` is the failure behind an error of the transport's own; undefined: it is not recorded.
   */
  reject(operation: Pick<AnyOperation, "name" | "kind">, thrown: unknown, recorded: unknown = thrown): never {
    if (isHubError(recorded)) this.record(operation, recorded);
    throw thrown;
  }

  /** Records what a transport has refused by itself. */
  record(operation: Pick<AnyOperation, "name" | "kind">, error: HubError): void {
    const { hub } = this.#gate;
    recordRefusal({ hub, actor: this.#proof?.identity.actor ?? this.#known, operation }, this.#told(), error);
  }

  /** What `read` makes of a request; what it refuses is recorded. */
  reading<T>(operation: Pick<AnyOperation, "name" | "kind">, read: () => T, recorded = (error: unknown) => error): T {
    try {
      return read();
    } catch (error) {
      return this.reject(operation, error, recorded(error));
    }
  }

  /** For sockets, which stay open without a stream: holds a slot until the returned function is called. */
  connect(operation: Pick<AnyOperation, "name" | "kind">): () => void {
    return this.#place(operation, this.#gate.connections, this.admit(operation));
  }

  /**
   * Charges for calls that were not known at the door. Rejects with `limited`, recorded as a refusal of the first of
   * them.
   */
  async charge(operation: Pick<AnyOperation, "name" | "kind">, calls: number): Promise<void> {
    if (calls <= 0) return;
    try {
      await this.#gate.charge(this.#knock, this.#authentic, calls);
    } catch (error) {
      if (isHubError(error)) this.#refuse(operation, error);
      throw error;
    }
  }

  /** The same caller at a later moment of a stream, with its current rights and a new deadline. */
  renewed(): Caller {
    const proved = this.#proof ?? { refusal: this.refusal ?? unauthenticated(), actor: this.#known };
    return new Caller(this.#gate, this.#knock, proved);
  }

  async call<I extends z.ZodType, O extends z.ZodType>(
    operation: Command<I, O> | Query<I, O>,
    input: unknown,
    { idempotencyKey, left = this.#own }: More = {},
  ): Promise<Result<z.output<O>>> {
    const actor = this.#proof?.isFresh === false ? await this.#proved(operation) : this.admit(operation);
    const options = { ...this.#told(), idempotencyKey, left, signal: this.#deadline };
    return execute(this.#gate.hub, actor, operation, input, options);
  }

  /** Results in the order of the keys, for DataLoader: `new DataLoader((keys) => caller.lookUp(lookup, keys))`. */
  async lookUp<K extends z.ZodType, V extends z.ZodType>(
    operation: Lookup<K, V>,
    keys: readonly unknown[],
    { left }: Pick<More, "left"> = {},
  ): Promise<Answers<V>> {
    const actor = this.#proof?.isFresh === false ? await this.#proved(operation) : this.admit(operation);
    return lookUp(this.#gate.hub, actor, operation, keys, { ...this.#told(), left, signal: this.#deadline });
  }

  /**
   * Holds a stream slot until the frames end or `signal` aborts, and ends the stream with an error once the caller's
   * rights are revoked. Rejects with `limited` when no slot is free.
   */
  async follow<I extends z.ZodType, O extends z.ZodType>(
    operation: Stream<I, O>,
    input: unknown,
    signal: AbortSignal,
  ): Promise<AsyncGenerator<Frame<z.output<O>>>> {
    const actor = this.#proof?.isFresh === false ? await this.#proved(operation) : this.admit(operation);
    const { hub, lookMs, places } = this.#gate;
    const leave = this.#place(operation, places, actor);
    const over = new AbortController();
    const onGone = () => over.abort();
    signal.addEventListener("abort", onGone, { once: true });
    const who = async () => (await this.#proof?.again())?.actor;
    watchStanding(over, { who, scope: operation.scope, held: actor.scopes, lookMs });
    if (signal.aborted) onGone();
    const onEnd = () => {
      signal.removeEventListener("abort", onGone);
      leave();
      over.abort();
    };
    return follow(hub, actor, operation, input, { ...this.#told(), signal: over.signal, onEnd });
  }

  /** The caller's own deadline, after which it has disconnected. */
  get #own(): AbortSignal | undefined {
    return this.#knock.waitMs === undefined ? undefined : this.#deadline;
  }

  #told() {
    const { transport, address, requestId, trace } = this.#knock;
    return { transport, address: address(), requestId, trace };
  }

  async #proved(operation: Pick<AnyOperation, "name" | "kind">): Promise<Actor> {
    try {
      await this.#proof?.again();
      return this.admit(operation);
    } catch (error) {
      if (isHubError(error)) this.#refuse(operation, error);
      throw error;
    }
  }

  #place(operation: Pick<AnyOperation, "name" | "kind">, places: Places, actor: Actor): () => void {
    try {
      return places.take(principalOf(actor));
    } catch (error) {
      if (isHubError(error)) this.#refuse(operation, error);
      throw error;
    }
  }

  #refuse(operation: Pick<AnyOperation, "name" | "kind">, error: HubError): never {
    this.record(operation, error);
    throw error;
  }
}
