import { z } from "zod";
import type { AnyOperation, Command, Query } from "#core/kernel/operation.ts";
import type { Caller } from "#transports/gateway/caller.ts";

/** One call, as long as it lasts. */
export interface Visit {
  /** Authenticates and charges again: each part of a long call has its own quota charge and deadline. */
  readonly enter: (calls?: number) => Promise<Caller>;
  /** Fires when the caller has left or its deadline has passed. */
  readonly left: AbortSignal;
  readonly idempotencyKey: string | undefined;
}

export interface Answered {
  readonly output: object;
  readonly replayed?: boolean | undefined;
}

/** Fields of which a message has one: the last that was written. */
export interface Choice {
  readonly name: string;
  readonly fields: readonly string[];
}

interface Shape {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly choice?: Choice;
}

interface Declared {
  readonly name: string;
  readonly summary: string;
  /** What it calls of the core. */
  readonly operations: readonly Pick<AnyOperation, "name">[];
  readonly request: Shape;
  readonly response: Shape;
}

export interface UnaryMethod extends Declared {
  readonly kind: "unary";
  readonly run: (visit: Visit, read: () => unknown) => Promise<Answered>;
}

export interface ServerStreamMethod extends Declared {
  readonly kind: "server_stream";
  /** Longest that a reader may leave its window full. */
  readonly patienceMs: number;
  /** A stream without an end: its age ends it with OK, a list's with UNAVAILABLE, so that a part is never the whole. */
  readonly isEndless?: boolean;
  /** Authenticates, then reads the request. Rejects before it resolves. */
  readonly run: (visit: Visit, read: () => unknown) => Promise<AsyncGenerator<object, void>>;
}

export interface ClientStreamMethod extends Declared {
  readonly kind: "client_stream";
  readonly run: (visit: Visit, messages: AsyncIterable<unknown>) => Promise<Answered>;
}

/** Each message gets one answer, before the next is read. */
export interface BidiMethod extends Declared {
  readonly kind: "bidi";
  readonly patienceMs: number;
  readonly run: (visit: Visit, messages: AsyncIterable<unknown>) => Promise<AsyncGenerator<object, void>>;
}

export type MethodDeclaration = UnaryMethod | ServerStreamMethod | ClientStreamMethod | BidiMethod;

export interface ServiceDeclaration {
  readonly name: string;
  readonly summary: string;
  readonly methods: readonly MethodDeclaration[];
}

/** One operation. `as` names the field of the response that holds what it answers; absent: its fields are the response's. */
export function unary<I extends z.ZodType, O extends z.ZodType>(
  name: string,
  operation: Command<I, O> | Query<I, O>,
  as?: string,
): UnaryMethod {
  return {
    kind: "unary",
    name,
    summary: operation.summary,
    operations: [operation],
    request: { name: `${name}Request`, schema: operation.input },
    response: {
      name: `${name}Response`,
      schema: as === undefined ? operation.output : z.object({ [as]: operation.output }),
    },
    async run(visit, read) {
      const { enter, left } = visit;
      const caller = await enter();
      caller.admit(operation);
      const { idempotencyKey } = visit;
      const { output, replayed } = await caller.call(operation, caller.reading(operation, read), {
        left,
        idempotencyKey,
      });
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all outputs that stand in a message are objects
      return { output: as === undefined ? (output as object) : { [as]: output }, replayed };
    },
  };
}
