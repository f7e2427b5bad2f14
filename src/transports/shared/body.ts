import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { HttpRefusal, unreadableBody } from "./http-refusal.ts";

const tooLarge = (limit: number) =>
  new HttpRefusal("request.too_large", `The body is larger than ${limit} bytes.`, { connection: "close" });

const tooSlow = (withinMs: number) =>
  new HttpRefusal("request.too_slow", `The body had not arrived within ${withinMs / 1000} seconds.`, {
    connection: "close",
  });

/** Enough for half a megabyte over 200 kbit/s. */
export const STRANGERS_MS = 30_000;

export interface Patience {
  readonly bytes: number;
  readonly withinMs: number;
}

/**
 * A body whose sender is not known before it is read: strangers hold no connection open for longer than this. The
 * server's own limit is for those who have proved who they are.
 */
export async function readBodyOfStranger(
  request: Request,
  incoming: IncomingMessage | undefined,
  { bytes, withinMs }: Patience,
): Promise<Buffer> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    incoming?.pause();
    late.reject(tooSlow(withinMs));
  }, withinMs);
  try {
    return await Promise.race([readBody(request, incoming, bytes), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The whole body, rejected beyond `limit` bytes, compressed or decompressed. Reads Node's own stream if there is one:
 * the Web stream around it costs more than the rest of a small request.
 */
export function readBody(request: Request, incoming: IncomingMessage | undefined, limit: number): Promise<Buffer> {
  const { headers } = request;
  if (Number(headers.get("content-length") ?? 0) > limit) return Promise.reject(tooLarge(limit));
  const coding = headers.get("content-encoding")?.trim().toLowerCase() ?? "";
  const whole = () =>
    incoming !== undefined && !incoming.readableDidRead ? readIncoming(incoming, limit) : readWeb(request, limit);
  if (coding === "" || coding === "identity") return whole();
  if (coding === "gzip" || coding === "x-gzip") return whole().then((bytes) => unfolded(bytes, limit));
  return Promise.reject(otherCoding());
}

const inflate = promisify(gunzip);

const otherCoding = () =>
  new HttpRefusal("request.unsupported_media_type", "A body is sent as it is or in gzip.", {
    "accept-encoding": "gzip, identity",
    connection: "close",
  });

/** Stops at the limit, so that a decompression bomb costs no more than a large body. */
async function unfolded(bytes: Buffer, limit: number): Promise<Buffer> {
  if (bytes.length === 0) return bytes;
  try {
    return await inflate(bytes, { maxOutputLength: limit });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(limit);
    throw unreadableBody("The body is not a complete gzip stream.", "");
  }
}

function readIncoming(incoming: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const stop = () => {
      incoming.off("data", onData).off("end", onEnd).off("error", onLost).off("close", onLost);
    };
    const onData = (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= limit) return;
      stop();
      incoming.pause();
      reject(tooLarge(limit));
    };
    const onEnd = () => {
      stop();
      const [only] = chunks;
      resolve(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks));
    };
    const onLost = () => {
      stop();
      reject(new Error("The connection was lost before the body had arrived."));
    };
    incoming.on("data", onData).on("end", onEnd).on("error", onLost).on("close", onLost);
    if (incoming.destroyed) onLost();
  });
}

async function readWeb(request: Request, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
