import { context, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { type Actor, principalOf } from "../kernel/actor.ts";
import type { HubError } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import type { AnyOperation } from "../kernel/operation.ts";
import type { Transport } from "../kernel/transports.ts";
import type { Hub, Observation } from "./hub.ts";
import { parentOf, tracer, traceparentOf } from "./tracing.ts";

export interface CallOptions {
  /** Idempotency key: the same key and payload get the same response for 24 hours, over every transport. */
  readonly idempotencyKey?: string | undefined;
  readonly transport?: Transport | undefined;
  /** The client's address, kept with the events. */
  readonly address?: string | undefined;
  readonly requestId?: string | undefined;
  /** The caller's `traceparent` (W3C Trace Context); events and logs keep the call's own. */
  readonly trace?: string | undefined;
  /** Ends the caller's waiting, never the batch. */
  readonly signal?: AbortSignal | undefined;
  /** Aborted with a `HubError` as its reason when the caller disconnects: cancels a query, never a batch. */
  readonly left?: AbortSignal | undefined;
}

/** The observation of a call: one span, one metrics sample, one log line. */
export interface Observed {
  readonly call: CallOptions & { readonly transport: Transport; readonly requestId: string };
  /** Runs with the call's span as the active one. */
  readonly within: <T>(work: () => T) => T;
  /** Only the first end counts; false for any other. */
  readonly end: (outcome: Observation["outcome"], error?: HubError) => boolean;
}

export interface Called {
  readonly hub: Pick<Hub, "observe" | "trace" | "pace">;
  /** Undefined: authentication failed. */
  readonly actor: Actor | undefined;
  readonly operation: Pick<AnyOperation, "name" | "kind">;
}

const KINDS: Readonly<Record<string, SpanKind>> = {
  internal: SpanKind.INTERNAL,
  cli: SpanKind.INTERNAL,
  worker: SpanKind.CONSUMER,
  kafka: SpanKind.CONSUMER,
  redis: SpanKind.CONSUMER,
};
/** No caller waits for the hub's own calls. */
const BACKGROUND: ReadonlySet<Transport> = new Set(["internal", "cli", "worker", "import", "export"]);
const OUR_FAULT: ReadonlySet<Observation["outcome"]> = new Set(["internal", "unavailable", "timeout"]);

/** Starts observing a call. */
export function observed({ hub, actor, operation }: Called, options: CallOptions): Observed {
  const startedMs = performance.now();
  const { transport = "internal", requestId = newId(), trace: told = hub.trace } = options;
  const parent = parentOf(told);
  const attributes = { "crossdock.transport": transport, "crossdock.request_id": requestId };
  const span = tracer.startSpan(operation.name, { kind: KINDS[transport] ?? SpanKind.SERVER, attributes }, parent);
  const call = { ...options, transport, requestId, trace: traceparentOf(span) ?? told };
  const pace = operation.kind === "stream" || BACKGROUND.has(transport) ? undefined : hub.pace;
  pace?.enter();
  let hasEnded = false;
  return {
    call,
    within: (work) => (span.isRecording() ? context.with(trace.setSpan(parent, span), work) : work()),
    end(outcome, error) {
      if (hasEnded) return false;
      hasEnded = true;
      pace?.leave();
      hub.observe({
        operation: operation.name,
        kind: operation.kind,
        transport,
        requestId,
        trace: call.trace,
        actor: actor === undefined ? "anonymous" : principalOf(actor),
        tenantId: actor?.tenantId,
        durationMs: performance.now() - startedMs,
        outcome,
        error,
      });
      span.setAttribute("crossdock.outcome", outcome);
      if (OUR_FAULT.has(outcome)) span.setStatus({ code: SpanStatusCode.ERROR, message: error?.code ?? outcome });
      span.end();
      return true;
    },
  };
}
