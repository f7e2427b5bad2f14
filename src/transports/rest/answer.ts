import type { Answer } from "#transports/shared/answer.ts";
import { refuseUnquoted } from "#transports/shared/entity-tags.ts";
import { foreignTag } from "#transports/shared/http-refusal.ts";
import type { Preferences } from "#transports/shared/prefer.ts";
import { type Picks, picked } from "./fields.ts";
import type { Reply } from "./reply.ts";

export const VARY = "Accept, Accept-Encoding, Authorization, Origin";
const JSON_TYPE = "application/json";
const JSON_UTF8 = `${JSON_TYPE}; charset=utf-8`;

interface Asked {
  readonly base: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Headers;
  readonly isRead: boolean;
  readonly mediaType: string;
  readonly preferences: Preferences;
  readonly fields: Picks;
}

/** Converts an operation's result to HTTP: status, ETag, links and body, or 304 Not Modified. */
export function answerOf(reply: Reply, asked: Asked): Answer {
  const { status, tag, location, body } = reply;
  const headers: Record<string, string> = { "cache-control": "no-store" };
  if (reply.cached !== undefined) headers["x-cache"] = reply.cached ? "HIT" : "MISS";
  if (tag !== undefined) {
    headers["etag"] = `"${tag}"`;
    if (asked.isRead) {
      headers["cache-control"] = "private, no-cache";
      if (!isExpected(asked.headers.get("if-match"), tag)) throw foreignTag();
      if (isKnown(asked.headers.get("if-none-match"), tag)) return { status: 304, headers, body: undefined };
    }
  }
  if (location !== undefined) headers["location"] = `${asked.base}${location}`;
  if (reply.replayed) headers["idempotent-replayed"] = "true";
  if (reply.pending) headers["retry-after"] = "1";
  if (status === 202) {
    if (asked.preferences.async) headers["preference-applied"] = "respond-async";
  } else if (asked.preferences.minimal && !reply.secret) {
    headers["preference-applied"] = "return=minimal";
    return { status: status === 200 ? 204 : status, headers, body: undefined };
  }
  if (status === 204) return { status, headers, body: undefined };
  const next = nextOf(reply, asked);
  if (next !== undefined) headers["link"] = `<${next}>; rel="next"`;
  const { mediaType } = asked;
  headers["content-type"] = mediaType === JSON_TYPE ? JSON_UTF8 : mediaType;
  return { status, headers, body: JSON.stringify(sparse(body, asked.fields)) };
}

/** The response with the common headers; a list header that both contain is joined. */
export function withHeaders(answer: Answer, more: Readonly<Record<string, string>>): Answer {
  const { link } = answer.headers;
  Object.assign(answer.headers, more);
  if (link !== undefined && more["link"] !== undefined) answer.headers["link"] = `${link}, ${more["link"]}`;
  return answer;
}

function sparse(body: unknown, fields: Picks): unknown {
  if (fields.size === 0) return body;
  return isList(body) ? { ...body, data: picked(body.data, fields) } : picked(body, fields);
}

const isList = (body: unknown): body is { data: unknown[] } =>
  typeof body === "object" && body !== null && "data" in body && Array.isArray(body.data);

/** `If-Match` precedes `If-None-Match` and uses strong comparison (RFC 9110 §13.1.1, §13.2.2). */
function isExpected(header: string | null, current: string): boolean {
  if (header === null) return true;
  refuseUnquoted(header);
  return header.split(",").some((entry) => {
    const tag = entry.trim();
    return tag === "*" || /^"([\w.]+)(?:-br|-gzip)?"$/.exec(tag)?.[1] === current;
  });
}

/** `If-None-Match` uses weak comparison (RFC 9110 §13.1.2). */
function isKnown(header: string | null, current: string): boolean {
  if (header === null) return false;
  return header.split(",").some((entry) => {
    const tag = entry.trim();
    return tag === "*" || /^(?:W\/)?"([\w.]+)(?:-br|-gzip)?"$/.exec(tag)?.[1] === current;
  });
}

/** The URL of the next page: by cursor, or by page number in v1. */
function nextOf({ body, cursor }: Reply, { base, path, query }: Asked): string | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const next = cursorOf(body);
  if (next !== undefined) return `${base}${path}?${withParameter(query, cursor, next)}`;
  if (!("pagination" in body)) return undefined;
  const { page, hasNext } = Object(body.pagination);
  return hasNext === true ? `${base}${path}?${withParameter(query, "page", String(page + 1))}` : undefined;
}

/** An endless list has a cursor even at its current end, where `hasMore` is false. */
function cursorOf(body: object): string | undefined {
  if (!("nextCursor" in body)) return undefined;
  if ("hasMore" in body && body.hasMore === false) return undefined;
  return typeof body.nextCursor === "string" ? body.nextCursor : undefined;
}

function withParameter(query: string, name: string, value: string): string {
  const parameters = new URLSearchParams(query);
  parameters.set(name, value);
  return parameters.toString();
}
