import { type Context, context, isSpanContextValid, type Span, trace, type Tracer } from "@opentelemetry/api";

/** W3C Trace Context, `traceparent`: version, trace id, span id, flags. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

export const traceFrom = (given: string | null | undefined): string | undefined =>
  typeof given === "string" && TRACEPARENT.test(given) ? given : undefined;

/** Does nothing until a process registers an OpenTelemetry SDK. */
export const tracer: Tracer = trace.getTracer("crossdock");

/** The span that is active already, such as an HTTP server's; else what a `traceparent` names. */
export function parentOf(traceparent: string | undefined): Context {
  const active = context.active();
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? "") ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return active;
  if (trace.getSpan(active) !== undefined) return active;
  return trace.setSpanContext(active, { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true });
}

/** What whoever is called next is told; undefined where nobody traces. */
export function traceparentOf(span: Span): string | undefined {
  const spanContext = span.spanContext();
  if (!isSpanContextValid(spanContext)) return undefined;
  const { traceId, spanId, traceFlags } = spanContext;
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
}
