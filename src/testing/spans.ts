import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import {
  type Attributes,
  type Context,
  context,
  type ContextManager,
  ROOT_CONTEXT,
  type Span,
  type SpanKind,
  type SpanOptions,
  trace,
  TraceFlags,
} from "@opentelemetry/api";

export interface SpanRecord {
  readonly name: string;
  readonly kind: SpanKind | undefined;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | undefined;
  readonly attributes: Attributes;
  ended: boolean;
  failed: boolean;
}

/** What an OpenTelemetry SDK registers, kept in memory: the spans of this process from now on. */
export function recordSpans(): SpanRecord[] {
  const spans: SpanRecord[] = [];
  const startSpan = (name: string, { kind, attributes }: SpanOptions = {}, parent: Context = context.active()) => {
    const above = trace.getSpanContext(parent);
    const spanId = randomBytes(8).toString("hex");
    const traceId = above?.traceId ?? randomBytes(16).toString("hex");
    const record: SpanRecord = {
      name,
      kind,
      traceId,
      spanId,
      parentId: above?.spanId,
      attributes: { ...attributes },
      ended: false,
      failed: false,
    };
    spans.push(record);
    return spanOf(record);
  };
  const startActiveSpan = () => {
    throw new Error("Nothing here begins a span so");
  };
  trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan, startActiveSpan }) });
  context.setGlobalContextManager(contextManager());
  return spans;
}

function spanOf(record: SpanRecord): Span {
  const span: Span = {
    spanContext: () => ({ traceId: record.traceId, spanId: record.spanId, traceFlags: TraceFlags.SAMPLED }),
    setAttribute: (name, value) => {
      record.attributes[name] = value;
      return span;
    },
    setAttributes: () => span,
    addEvent: () => span,
    addLink: () => span,
    addLinks: () => span,
    setStatus: () => {
      record.failed = true;
      return span;
    },
    updateName: () => span,
    end: () => void (record.ended = true),
    isRecording: () => true,
    recordException: () => {},
  };
  return span;
}

function contextManager(): ContextManager {
  const storage = new AsyncLocalStorage<Context>();
  const manager: ContextManager = {
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (...[entered, work, self, ...args]) => storage.run(entered, () => work.apply(self, args)),
    bind: (_entered, target) => target,
    enable: () => manager,
    disable: () => manager,
  };
  return manager;
}
