import type { Json } from "./scenario.ts";
import type { Shop } from "./world.ts";

export interface Call {
  readonly shop: Shop;
  readonly operation: string;
  /** In the shape of the operation's input. */
  readonly input: Readonly<Record<string, Json>>;
  /** Absent: no credential is sent. */
  readonly token: string | undefined;
  readonly key: string | undefined;
  readonly traceparent: string;
}

export interface Refusal {
  /** The transport's own word for it: an HTTP status, a gRPC status, or our kind where the transport returns it. */
  readonly status: { readonly http: number } | { readonly grpc: string } | { readonly kind: string } | undefined;
  /** Undefined where the transport answers null for what is not there. */
  readonly code: string | undefined;
  /** Undefined where the transport does not return them. */
  readonly pointers?: readonly string[] | undefined;
}

export type Outcome =
  | {
      /** In the shape of the operation's output; an order for what changes one. */
      readonly answer: Json;
      /** Undefined where the transport does not tell. */
      readonly created?: boolean | undefined;
    }
  | { readonly refused: Refusal };

/** One way to the operations, from bytes on. */
export interface Transport {
  readonly name: string;
  readonly operations: ReadonlySet<string>;
  call(call: Call): Promise<Outcome>;
}
