import { createHash } from "node:crypto";
import { asyncApiDocument } from "#transports/documents/asyncapi/document.ts";
import type { Answer } from "#transports/shared/answer.ts";
import { HttpRefusal } from "#transports/shared/http-refusal.ts";
import { routes } from "../rest/routes.ts";
import { openApiDocument } from "./openapi.ts";

interface Written {
  readonly text: string;
  readonly tag: string;
}

/** Generated at the first request, cached as text. */
function once(document: () => object): () => Written {
  let written: Written | undefined;
  return () => {
    if (written !== undefined) return written;
    const text = JSON.stringify(document());
    written = { text, tag: `"${createHash("sha256").update(text).digest("base64url").slice(0, 16)}"` };
    return written;
  };
}

/** The API documents, by their path below `/api/v2`. They are public. */
const documents = new Map([
  ["/openapi.json", once(() => openApiDocument(routes))],
  ["/asyncapi.json", once(asyncApiDocument)],
]);

/** Undefined when the path is no document's. */
export function documentAnswer(path: string, { method, headers: asked }: Request): Answer | undefined {
  const document = documents.get(path);
  if (document === undefined) return undefined;
  const allow = "GET, HEAD, OPTIONS";
  if (method === "OPTIONS") return { status: 204, headers: { allow }, body: undefined };
  if (method !== "GET" && method !== "HEAD")
    throw new HttpRefusal("request.method_not_allowed", `This address takes ${allow}.`, { allow });
  const { text, tag } = document();
  // The ETag is weak: the same document is sent in several content codings.
  const headers: Record<string, string> = { "cache-control": "public, max-age=300", etag: `W/${tag}` };
  if (asked.get("if-none-match")?.includes(tag)) return { status: 304, headers, body: undefined };
  headers["content-type"] = "application/json; charset=utf-8";
  return { status: 200, headers, body: text };
}
