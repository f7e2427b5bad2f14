import type { ServerResponse } from "node:http";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { nodeSink, type Sink, webSink } from "../sse/sink.ts";
import { PING_MS, untilDrained } from "../sse/stream.ts";
import { ping, streamHeaders } from "../sse/wire.ts";
import type { Told } from "./engine.ts";

/** The messages of graphql-sse's distinct connections mode (github.com/enisdenjo/graphql-sse, PROTOCOL.md). */
const next = (told: Told): Buffer => Buffer.from(`event: next\ndata: ${JSON.stringify(told)}\n\n`);
const complete = Buffer.from("event: complete\ndata:\n\n");

export interface Reader {
  readonly outgoing: ServerResponse | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** How long a reader may leave its socket full. */
  readonly patienceMs: number;
  /** Aborted when the reader has gone. */
  readonly gone: AbortController;
}

/** Answers with results as they come, on Node's own response when there is one. */
export function streamOf(results: AsyncGenerator<Told>, reader: Reader): Response {
  const { outgoing, gone } = reader;
  const headers = { ...streamHeaders, ...reader.headers };
  if (outgoing === undefined) {
    const { sink, body } = webSink(gone);
    void pump(results, sink, reader);
    return new Response(body, { headers });
  }
  outgoing.once("close", () => gone.abort());
  if (outgoing.destroyed) gone.abort();
  outgoing.writeHead(200, headers);
  void pump(results, nodeSink(outgoing), reader);
  return RESPONSE_ALREADY_SENT;
}

async function pump(results: AsyncGenerator<Told>, sink: Sink, { gone, patienceMs }: Reader): Promise<void> {
  void sink.write(ping); // so that proxies pass the head on
  const timer = setInterval(() => void sink.write(ping), PING_MS);
  try {
    for await (const told of results) {
      const full = sink.write(next(told));
      if (full !== undefined) await untilDrained(full, gone.signal, patienceMs);
    }
    sink.end(complete);
  } catch {
    sink.end(); // a reader that was too slow has no room for a last word
  } finally {
    clearInterval(timer);
    gone.abort();
  }
}
