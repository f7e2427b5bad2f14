import type { status } from "@grpc/grpc-js";
import type { TRPC_ERROR_CODE_KEY } from "@trpc/server";
import type { Kind } from "#core/kernel/errors.ts";

interface Answer {
  /** HTTP status (RFC 9110, RFC 6585). */
  readonly http: number;
  /** The `title` of a problem (RFC 9457): the same for every occurrence. */
  readonly title: string;
  readonly trpc: TRPC_ERROR_CODE_KEY;
  readonly grpc: keyof typeof status;
  /** The last event of a stream: the reason why it was closed, or only that the reader should reconnect. */
  readonly sse: "dropped" | "retry";
  /** Where a declared failure appears: as a type of the mutation's result, or among the errors. */
  readonly graphql: "typed" | "error";
  /** Whose fault it is, as SOAP 1.2 calls them; Client and Server in 1.1. */
  readonly soap: "Sender" | "Receiver";
  /** A broker message is either retried or dead-lettered. */
  readonly queue: "again" | "dead_letter";
}

/** Each transport's response to each kind of failure. A new kind does not compile until all of them handle it. */
export const errorTable = {
  invalid: {
    http: 400,
    title: "The request is not valid",
    trpc: "BAD_REQUEST",
    grpc: "INVALID_ARGUMENT",
    sse: "dropped",
    graphql: "typed",
    soap: "Sender",
    queue: "dead_letter",
  },
  unauthenticated: {
    http: 401,
    title: "Authentication is required",
    trpc: "UNAUTHORIZED",
    grpc: "UNAUTHENTICATED",
    sse: "dropped",
    graphql: "error",
    soap: "Sender",
    queue: "dead_letter",
  },
  forbidden: {
    http: 403,
    title: "Forbidden",
    trpc: "FORBIDDEN",
    grpc: "PERMISSION_DENIED",
    sse: "dropped",
    graphql: "error",
    soap: "Sender",
    queue: "dead_letter",
  },
  not_found: {
    http: 404,
    title: "Resource not found",
    trpc: "NOT_FOUND",
    grpc: "NOT_FOUND",
    sse: "dropped",
    graphql: "typed",
    soap: "Sender",
    queue: "dead_letter",
  },
  conflict: {
    http: 409,
    title: "Conflict with the current state",
    trpc: "CONFLICT",
    grpc: "FAILED_PRECONDITION",
    sse: "dropped",
    graphql: "typed",
    soap: "Sender",
    queue: "dead_letter",
  },
  precondition_failed: {
    http: 412,
    title: "The resource has changed since it was read",
    trpc: "PRECONDITION_FAILED",
    grpc: "ABORTED",
    sse: "dropped",
    graphql: "typed",
    soap: "Sender",
    queue: "dead_letter",
  },
  key_reused: {
    http: 422,
    title: "The idempotency key was used for another request",
    trpc: "UNPROCESSABLE_CONTENT",
    grpc: "INVALID_ARGUMENT",
    sse: "dropped",
    graphql: "error",
    soap: "Sender",
    queue: "dead_letter",
  },
  precondition_required: {
    http: 428,
    title: "A precondition is required",
    trpc: "PRECONDITION_REQUIRED",
    grpc: "FAILED_PRECONDITION",
    sse: "dropped",
    graphql: "error",
    soap: "Sender",
    queue: "dead_letter",
  },
  limited: {
    http: 429,
    title: "Too many requests",
    trpc: "TOO_MANY_REQUESTS",
    grpc: "RESOURCE_EXHAUSTED",
    sse: "dropped",
    graphql: "error",
    soap: "Receiver",
    queue: "again",
  },
  internal: {
    http: 500,
    title: "Internal error",
    trpc: "INTERNAL_SERVER_ERROR",
    grpc: "INTERNAL",
    sse: "dropped",
    graphql: "error",
    soap: "Receiver",
    queue: "again",
  },
  unavailable: {
    http: 503,
    title: "Service unavailable",
    trpc: "SERVICE_UNAVAILABLE",
    grpc: "UNAVAILABLE",
    sse: "retry",
    graphql: "error",
    soap: "Receiver",
    queue: "again",
  },
  timeout: {
    http: 504,
    title: "Request timeout",
    trpc: "GATEWAY_TIMEOUT",
    grpc: "DEADLINE_EXCEEDED",
    sse: "dropped",
    graphql: "error",
    soap: "Receiver",
    queue: "again",
  },
  cancelled: {
    http: 499,
    title: "The caller has left",
    trpc: "CLIENT_CLOSED_REQUEST",
    grpc: "CANCELLED",
    sse: "dropped",
    graphql: "error",
    soap: "Sender",
    queue: "again",
  },
} as const satisfies Record<Kind, Answer>;
