import type { Readable } from "node:stream";
import {
  type handleClientStreamingCall,
  type handleServerStreamingCall,
  type handleUnaryCall,
  Metadata,
  type sendUnaryData,
  type ServerWritableStream,
  type StatusObject,
} from "@grpc/grpc-js";
import { goingAway, invalid, isHubError } from "#core/kernel/errors.ts";
import type { Answered, ClientStreamMethod, ServerStreamMethod, UnaryMethod } from "./methods.ts";
import { pump } from "./pump.ts";
import { refusalOf } from "./refusal.ts";
import type { Method } from "./schema/model.ts";
import { type Arrived, arrive, type Call, type Door } from "./visit.ts";
import { decoderOf } from "./wire/decode.ts";
import { encoderOf } from "./wire/encode.ts";

/** Handlers exchange bytes, so that malformed messages get our own status. */
export interface Served extends Door {
  readonly shape: Method;
  /** Maximum age of a stream, milliseconds; then its reader reconnects. */
  readonly longestStreamMs: number;
  /** Fires when the server begins to stop. */
  readonly stopping: AbortSignal;
  /** Counts a call while it is under way. */
  readonly begin: () => () => void;
}

export function unaryHandler(served: Served, method: UnaryMethod): handleUnaryCall<Buffer, Buffer> {
  const read = reading(served.shape);
  const write = encoderOf(served.shape.response);
  return (call, callback) =>
    void answered({ served, call, callback }, async (visit) => {
      const { output, replayed } = await method.run(visit, () => read(call.request));
      return { bytes: write(output), replayed };
    });
}

export function clientStreamHandler(
  served: Served,
  method: ClientStreamMethod,
): handleClientStreamingCall<Buffer, Buffer> {
  const read = reading(served.shape);
  const write = encoderOf(served.shape.response);
  return (call, callback) =>
    void answered({ served, call, callback }, async (visit) => {
      const until = ends(served, visit, { isEndless: false });
      try {
        const { output } = await method.run(visit, messagesOf(call, visit.left, read));
        return { bytes: write(output), replayed: false };
      } finally {
        until();
      }
    });
}

/** Many messages of a stream are held at once. */
const LONGEST_OF_MANY = 65_536;

export function refuseLong({ length }: Buffer): void {
  if (length > LONGEST_OF_MANY) throw invalid([{ detail: `A message has ${LONGEST_OF_MANY} bytes at most.` }]);
}

type Messages = AsyncIterable<Buffer> & Pick<Readable, "destroy">;

/** Rejects when the caller disconnects: grpc-js reports it but leaves the iterator pending. */
async function* messagesOf(call: Messages, left: AbortSignal, read: (bytes: Buffer) => object): AsyncGenerator<object> {
  left.addEventListener("abort", () => void call.destroy(), { once: true });
  for await (const bytes of call) {
    refuseLong(bytes);
    yield read(bytes);
  }
}

export function serverStreamHandler(
  served: Served,
  method: ServerStreamMethod,
): handleServerStreamingCall<Buffer, Buffer> {
  const read = reading(served.shape);
  const write = encoderOf(served.shape.response);
  const stream = async (call: ServerWritableStream<Buffer, Buffer>): Promise<void> => {
    const done = served.begin();
    const visit = arrive(served, call);
    const until = ends(served, visit, method);
    try {
      const items = await method.run(visit, () => read(call.request));
      call.sendMetadata(trailersOf(visit, {}));
      await pump(call, items, { write, patienceMs: method.patienceMs, left: visit.left });
      call.end();
    } catch (error) {
      call.emit("error", refused(served, visit, error));
    } finally {
      until();
      done();
    }
  };
  return (call) => void stream(call);
}

/** Ends what lasts at its longest age, and when the server stops. Returns a function that stops watching. */
export function ends(
  { longestStreamMs, stopping }: Served,
  visit: Arrived,
  { isEndless }: Pick<ServerStreamMethod, "isEndless">,
) {
  const end = () => visit.end(isEndless === true ? undefined : goingAway());
  const timer = setTimeout(end, longestStreamMs);
  if (isEndless !== true) stopping.addEventListener("abort", end, { once: true }); // the hub ends its streams itself
  return () => {
    clearTimeout(timer);
    stopping.removeEventListener("abort", end);
  };
}

interface Asked {
  readonly served: Served;
  readonly call: Call;
  readonly callback: sendUnaryData<Buffer>;
}

interface Written extends Pick<Answered, "replayed"> {
  readonly bytes: Buffer;
}

/** Never rejects: grpc-js would leave the caller waiting. */
async function answered({ served, call, callback }: Asked, run: (visit: Arrived) => Promise<Written>): Promise<void> {
  const done = served.begin();
  const visit = arrive(served, call);
  try {
    const { bytes, replayed } = await run(visit);
    callback(null, bytes, trailersOf(visit, replayed === true ? { "idempotent-replayed": "true" } : {}));
  } catch (error) {
    callback(refused(served, visit, error));
  } finally {
    done();
  }
}

export function refused({ onError }: Served, { requestId, left }: Arrived, error: unknown): StatusObject {
  if (!isHubError(error) && !left.aborted) onError(error);
  return refusalOf(error, requestId);
}

export function trailersOf({ requestId, quota }: Arrived, more: Readonly<Record<string, string>>): Metadata {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries({ "x-request-id": requestId, ...quota(), ...more }))
    metadata.set(name, value);
  return metadata;
}

export function reading({ request }: Method): (bytes: Buffer) => object {
  const decode = decoderOf(request);
  return (bytes) => {
    try {
      return decode(bytes);
    } catch {
      throw invalid([{ pointer: "", detail: `This is no message ${request.name} in protobuf.` }]);
    }
  };
}
