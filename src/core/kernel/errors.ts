/** The closed set of failure kinds; every transport maps each of them (`transports/shared/error-table.ts`). */
export const kinds = [
  "invalid",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "precondition_failed",
  "key_reused",
  "precondition_required",
  "limited",
  "internal",
  "unavailable",
  "timeout",
  "cancelled",
] as const;

export type Kind = (typeof kinds)[number];

/** One fault within a request: where (JSON Pointer, RFC 6901), what, and any figures that help to correct it. */
export interface Fault {
  pointer?: string;
  detail: string;
  [figure: string]: unknown;
}

/** A name as a JSON Pointer segment. */
export const inPointer = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

export interface ErrorInit {
  kind: Kind;
  /** Open and dotted, declared beside its aggregate: `order.already_shipped`. */
  code: string;
  /** Safe to show to the caller. */
  message: string;
  errors?: readonly Fault[];
  retryAfterS?: number;
  /** The current state, for callers who want to show the difference. */
  details?: Readonly<Record<string, unknown>>;
  cause?: unknown;
}

const BRAND = Symbol.for("crossdock.error");

export class HubError extends Error {
  readonly [BRAND] = true;
  readonly kind: Kind;
  readonly code: string;
  readonly errors: readonly Fault[];
  readonly retryAfterS: number | undefined;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(init: ErrorInit) {
    super(init.message, { cause: init.cause });
    this.name = "HubError";
    this.kind = init.kind;
    this.code = init.code;
    this.errors = init.errors ?? [];
    this.retryAfterS = init.retryAfterS;
    this.details = init.details;
  }
}

/** Next bundles a second copy of this module, so errors are identified by their brand and never by `instanceof`. */
export function isHubError(error: unknown): error is HubError {
  return typeof error === "object" && error !== null && BRAND in error;
}

/** An operation's declaration of an error that it may return: every `failure(…)` is one. */
export interface Failure {
  readonly code: string;
  readonly kind: Kind;
}

const catalogue = new Map<string, Kind>();

/** Every declared code of the modules loaded so far, with its kind. */
export const failureCatalogue: ReadonlyMap<string, Kind> = catalogue;

/** Declares an error of an aggregate: one code, and a message built from its arguments. */
export function failure<A extends unknown[]>(
  kind: Kind,
  code: string,
  describe: (...args: A) => string | Omit<ErrorInit, "kind" | "code">,
): ((...args: A) => HubError) & Failure {
  catalogue.set(code, kind);
  const make = (...args: A) => {
    const said = describe(...args);
    return new HubError({ kind, code, ...(typeof said === "string" ? { message: said } : said) });
  };
  return Object.assign(make, { code, kind });
}

export const forbidden = failure("forbidden", "auth.forbidden", (scope: string) => ({
  message: `This needs the scope ${scope}.`,
  details: { scope },
}));

export const unauthenticated = failure("unauthenticated", "auth.required", () => "Sign in or send a valid API key.");

export const invalid = failure("invalid", "request.invalid", (errors: readonly Fault[]) => ({
  message:
    errors.length === 1 && errors[0] !== undefined ? errors[0].detail : `The request has ${errors.length} faults.`,
  errors,
}));

export const notFound = failure("not_found", "resource.not_found", (what: string, id: string) => ({
  message: `There is no ${what} with the id ${id}.`,
  details: { resource: what, id },
}));

export const stale = failure("precondition_failed", "resource.stale", (what: string, version: number) => ({
  message: `This ${what} has changed since you read it; it is now at version ${version}.`,
  details: { version },
}));

export const internal = failure("internal", "internal", (cause: unknown) => ({
  message: "Something went wrong on our side. Nothing was changed.",
  cause,
}));

export const unavailable = failure("unavailable", "service.unavailable", (cause: unknown) => ({
  message: "The database does not answer at the moment. Try again with the same idempotency key.",
  retryAfterS: 2,
  cause,
}));

export const rightsChanged = failure("unavailable", "auth.rights_changed", () => ({
  message: "What you may read has changed. Open the stream again.",
  retryAfterS: 0,
}));

export const goingAway = failure("unavailable", "service.restarting", () => ({
  message: "This server is about to stop. Connect again from the last id that you saw.",
  retryAfterS: 1,
}));

export const timedOut = failure("timeout", "request.timeout", () => ({
  message: "The answer took too long, here or for your own deadline. Try again with the same idempotency key.",
}));

/** Seen only in logs: the caller has disconnected. */
export const cancelled = failure("cancelled", "request.cancelled", () => "The caller has cancelled this call.");
