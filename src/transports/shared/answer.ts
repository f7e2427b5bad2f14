import { compress } from "./compression.ts";
import { type Coding, codingOf } from "./negotiation.ts";

/** A response before it becomes a `Response`. Header names are lower-case. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
  /** Sent unchanged instead of a body. */
  readonly stream?: ReadableStream<Uint8Array> | undefined;
}

const COMPRESS_FROM = 1024;
/** A compressed representation needs an ETag of its own (RFC 9110 §8.8.3.3); small ones keep the plain one. */
const COMPRESS_TAGGED_FROM = 16_384;

/** The last step: compression, and the Content-Length that HEAD must have without a body. */
export async function responseOf(answer: Answer, request: Request): Promise<Response> {
  const { status, headers, body, stream = null } = answer;
  if (body === undefined) return new Response(stream, { status, headers });
  const coding = body.length < COMPRESS_FROM ? undefined : codingFor(headers, body.length, request.headers);
  const sent = coding === undefined ? body : await compress(body, coding);
  if (coding !== undefined) {
    headers["content-encoding"] = coding;
    if (headers["etag"]?.startsWith(`"`)) headers["etag"] = `${headers["etag"].slice(0, -1)}-${coding}"`;
  }
  if (request.method !== "HEAD") return new Response(sent, { status, headers });
  headers["content-length"] = String(Buffer.byteLength(sent));
  return new Response(null, { status, headers });
}

function codingFor(headers: Answer["headers"], length: number, asked: Headers): Coding | undefined {
  if (headers["etag"]?.startsWith(`"`) && length < COMPRESS_TAGGED_FROM) return undefined;
  return codingOf(asked.get("accept-encoding"));
}
