import { createHash } from "node:crypto";
import { HttpRefusal } from "#transports/shared/http-refusal.ts";
import type { Answer } from "./answer.ts";
import { openApiDocument } from "./openapi.ts";
import { routes } from "./routes.ts";

export const DOCUMENT_PATH = "/openapi.json";

let written: { text: string; tag: string } | undefined;

/** Made at the first request, kept as text. */
function document() {
  if (written === undefined) {
    const text = JSON.stringify(openApiDocument(routes));
    written = { text, tag: `"${createHash("sha256").update(text).digest("base64url").slice(0, 16)}"` };
  }
  return written;
}

/** The OpenAPI document, for everybody. */
export function documentAnswer({ method, headers: asked }: Request): Answer {
  const allow = "GET, HEAD, OPTIONS";
  if (method === "OPTIONS") return { status: 204, headers: { allow }, body: undefined };
  if (method !== "GET" && method !== "HEAD")
    throw new HttpRefusal("request.method_not_allowed", `This address takes ${allow}.`, { allow });
  const { text, tag } = document();
  // The tag is weak: the same document goes out in several codings.
  const headers: Record<string, string> = { "cache-control": "public, max-age=300", etag: `W/${tag}` };
  if (asked.get("if-none-match")?.includes(tag)) return { status: 304, headers, body: undefined };
  headers["content-type"] = "application/json; charset=utf-8";
  return { status: 200, headers, body: text };
}
