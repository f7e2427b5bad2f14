import { type Context, context, isSpanContextValid, type Span, SpanKind, trace, type Tracer } from "@opentelemetry/api";

/** W3C Trace Context, `traceparent`: version, trace id, span id, flags. */
const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

export const traceFrom = (given: string | null | undefined): string | undefined =>
  typeof given === "string" && TRACEPARENT.test(given) ? given : undefined;

/** A no-op until a process registers an OpenTelemetry SDK. */
export const tracer: Tracer = trace.getTracer("crossdock");

/** The active span, such as an HTTP server's; else the context of a `traceparent`. */
export function parentOf(traceparent: string | null | undefined): Context {
  const active = context.active();
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? "") ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return active;
  if (trace.getSpan(active) !== undefined) return active;
  return trace.setSpanContext(active, { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true });
}

/** The `traceparent` for the next service; undefined without a trace. */
export function traceparentOf(span: Span): string | undefined {
  const spanContext = span.spanContext();
  if (!isSpanContextValid(spanContext)) return undefined;
  const { traceId, spanId, traceFlags } = spanContext;
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
}

/** An outgoing call as part of a trace: its headers, and its end. */
export function outgoing(name: string, traceparent: string | null | undefined) {
  const span = tracer.startSpan(name, { kind: SpanKind.CLIENT }, parentOf(traceparent));
  return { headers: traceHeaders(traceparentOf(span) ?? traceparent), end: () => span.end() };
}

export const traceHeaders = (traceparent: string | null | undefined): Record<string, string> =>
  typeof traceparent === "string" ? { traceparent } : {};

interface Traced {
  readonly trace?: string | undefined;
}

/** Continues an event's trace: all calls on the hub passed to it belong to that trace. */
export async function carriedOn<H extends Traced>(
  hub: H,
  { name, traceparent }: { name: string; traceparent: string | undefined },
  work: (hub: H) => Promise<void>,
): Promise<void> {
  const parent = parentOf(traceparent);
  const span = tracer.startSpan(name, { kind: SpanKind.CONSUMER }, parent);
  const told = traceparentOf(span) ?? traceparent;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same hub with one field replaced
  const traced = Object.create(hub, { trace: { value: told, enumerable: true } }) as H;
  try {
    await context.with(trace.setSpan(parent, span), () => work(traced));
  } finally {
    span.end();
  }
}
