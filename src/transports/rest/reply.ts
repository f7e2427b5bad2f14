import type { ServedFile } from "#transports/shared/file-answer.ts";

export type SuccessStatus = 200 | 201 | 202 | 204 | 303;

export interface RouteCall {
  readonly input: Readonly<Record<string, unknown>>;
  readonly idempotencyKey: string | undefined;
}

/** An operation's result before it becomes HTTP. */
export interface Reply {
  readonly status: SuccessStatus;
  readonly body: unknown;
  readonly location: string | undefined;
  /** The ETag of the entity, without quotes. */
  readonly tag: string | undefined;
  /** Whether the body came from the cache; undefined where none is used. */
  readonly cached: boolean | undefined;
  readonly pending: boolean;
  readonly file: ServedFile | undefined;
  /** The body contains a secret that is shown only once. */
  readonly secret: boolean;
  /** The parameter that takes a list's `nextCursor`. */
  readonly cursor: string;
  readonly replayed: boolean;
}
