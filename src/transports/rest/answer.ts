import { compress } from "#transports/shared/compression.ts";
import { type Coding, codingOf } from "#transports/shared/negotiation.ts";
import type { Reply } from "./route.ts";

/** An answer before it becomes a `Response`. Header names are lower-case. */
export interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
}

export const VARY = "Accept, Accept-Encoding, Authorization, Origin";
const JSON_TYPE = "application/json";
const JSON_UTF8 = `${JSON_TYPE}; charset=utf-8`;
const COMPRESS_FROM = 1024;
/** A compressed representation needs an entity tag of its own (RFC 9110 §8.8.3.3); small ones keep the plain tag. */
const COMPRESS_TAGGED_FROM = 16_384;

interface Asked {
  readonly base: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Headers;
  readonly isRead: boolean;
  readonly mediaType: string;
}

/** Writes what an operation came to as HTTP: status, tag, links and body, or 304 when the caller has it already. */
export function answerOf(reply: Reply, { base, path, query, headers: asked, isRead, mediaType }: Asked): Answer {
  const { status, version, location, body } = reply;
  const headers: Record<string, string> = { "cache-control": "no-store" };
  if (version !== undefined) {
    headers["etag"] = `"${version}"`;
    if (isRead) {
      headers["cache-control"] = "private, no-cache";
      if (isKnown(asked.get("if-none-match"), version)) return { status: 304, headers, body: undefined };
    }
  }
  if (location !== undefined) headers["location"] = `${base}${location}`;
  if (status === 202) headers["retry-after"] = "1";
  if (reply.replayed) headers["idempotent-replayed"] = "true";
  if (status === 204) return { status, headers, body: undefined };
  const next = nextOf(body);
  if (next !== undefined) headers["link"] = `<${base}${path}?${withCursor(query, next)}>; rel="next"`;
  headers["content-type"] = mediaType === JSON_TYPE ? JSON_UTF8 : mediaType;
  return { status, headers, body: JSON.stringify(body) };
}

/** `If-None-Match` compares weakly (RFC 9110 §13.1.2). */
function isKnown(header: string | null, version: number): boolean {
  if (header === null) return false;
  return header.split(",").some((entry) => {
    const tag = entry.trim();
    return tag === "*" || /^(?:W\/)?"(\d+)(?:-br|-gzip)?"$/.exec(tag)?.[1] === String(version);
  });
}

function nextOf(body: unknown): string | undefined {
  if (typeof body !== "object" || body === null || !("nextCursor" in body)) return undefined;
  return typeof body.nextCursor === "string" ? body.nextCursor : undefined;
}

function withCursor(query: string, cursor: string): string {
  const parameters = new URLSearchParams(query);
  parameters.set("cursor", cursor);
  return parameters.toString();
}

/** The last step: compression, and the length that a HEAD must tell although it sends no body. */
export async function responseOf(answer: Answer, request: Request): Promise<Response> {
  const { status, headers, body } = answer;
  if (body === undefined) return new Response(null, { status, headers });
  const coding = body.length < COMPRESS_FROM ? undefined : codingFor(answer, request.headers);
  const sent = coding === undefined ? body : await compress(body, coding);
  if (coding !== undefined) {
    headers["content-encoding"] = coding;
    if (headers["etag"]?.startsWith(`"`)) headers["etag"] = `${headers["etag"].slice(0, -1)}-${coding}"`;
  }
  if (request.method !== "HEAD") return new Response(sent, { status, headers });
  headers["content-length"] = String(Buffer.byteLength(sent));
  return new Response(null, { status, headers });
}

function codingFor({ headers, body = "" }: Answer, asked: Headers): Coding | undefined {
  if (headers["etag"]?.startsWith(`"`) && body.length < COMPRESS_TAGGED_FROM) return undefined;
  return codingOf(asked.get("accept-encoding"));
}
