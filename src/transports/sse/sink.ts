import type { ServerResponse } from "node:http";

/** The output of a stream. */
export interface Sink {
  /** Resolves when more may be written; at once without backpressure. */
  write(chunk: Buffer): Promise<void> | undefined;
  /** Sends the last event and closes; a reader that does not read it is disconnected. */
  end(last?: Buffer): void;
}

const CUT_OFF_MS = 2000;

/** Node's own response: data that fits the socket buffer costs one call and no copy. */
export function nodeSink(outgoing: ServerResponse): Sink {
  let waiting: PromiseWithResolvers<void> | undefined;
  const release = () => {
    waiting?.resolve();
    waiting = undefined;
  };
  outgoing.on("drain", release).on("close", release).on("error", release);
  return {
    write(chunk) {
      if (outgoing.write(chunk) || outgoing.destroyed) return undefined;
      waiting ??= Promise.withResolvers<void>();
      return waiting.promise;
    },
    end(last) {
      outgoing.end(last);
      const timer = setTimeout(() => outgoing.destroy(), CUT_OFF_MS).unref();
      outgoing.once("close", () => clearTimeout(timer));
    },
  };
}

/** A web stream, for hosts whose response is not Node's. `gone` aborts when the reader has disconnected. */
export function webSink(gone: AbortController): { readonly sink: Sink; readonly body: ReadableStream<Uint8Array> } {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(undefined, { highWaterMark: 16 });
  const writer = writable.getWriter();
  writer.closed.catch(() => {}).finally(() => gone.abort());
  const ignore = () => {}; // a disconnect is reported by `closed`
  const sink: Sink = {
    write(chunk) {
      writer.write(chunk).catch(ignore);
      return (writer.desiredSize ?? 0) > 0 ? undefined : writer.ready.catch(ignore);
    },
    end(last) {
      if (last !== undefined) writer.write(last).catch(ignore);
      writer.close().catch(ignore);
      setTimeout(() => void writer.abort().catch(ignore), CUT_OFF_MS).unref();
    },
  };
  return { sink, body: readable };
}
