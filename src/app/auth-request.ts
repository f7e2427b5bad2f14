import "server-only";
import type { z } from "zod";
import { isHubError, unavailable } from "#core/kernel/errors.ts";
import { parseInput } from "#core/runtime/admit.ts";
import { asHubError } from "#core/runtime/execute.ts";
import { getHub } from "#server/current-hub.ts";
import type { ServerHub } from "#server/hub.ts";
import { type Visitor, visitorOf } from "#server/visitor.ts";
import { refuseCrossSite } from "#transports/gateway/cross-site.ts";
import { problemOf } from "#transports/shared/problem.ts";
import { requestContextFrom } from "#transports/shared/request-context.ts";

interface Asked<I> {
  readonly hub: ServerHub;
  readonly input: I;
  readonly visitor: Visitor;
  readonly requestId: string;
}

const MOST_BYTES = 8192;
const COMMON = { "cache-control": "no-store", "referrer-policy": "no-referrer" };

/**
 * A request of the sign-in pages, by who may not be signed in yet: from our own pages only, JSON of a few fields, answered with
 * JSON or a problem (RFC 9457).
 */
export async function answerPage<S extends z.ZodType>(
  request: Request,
  schema: S,
  answer: (asked: Asked<z.output<S>>) => Promise<object>,
): Promise<Response> {
  const { requestId } = requestContextFrom(request.headers);
  try {
    const hub = await getHub();
    if (!hub.db.up()) throw unavailable(undefined);
    const { headers } = request;
    const page = { site: headers.get("sec-fetch-site"), origin: headers.get("origin"), host: headers.get("host") };
    refuseCrossSite(page, new URL(hub.config.publicUrl).origin);
    const input = parseInput(schema, jsonOf(await textOf(request)));
    const visitor = visitorOf(hub, Object.fromEntries(headers));
    return Response.json(await answer({ hub, input, visitor, requestId }), { headers: COMMON });
  } catch (error) {
    return problem(error, request, requestId);
  }
}

function problem(thrown: unknown, request: Request, requestId: string): Response {
  const instance = new URL(request.url).pathname;
  const error = isHubError(thrown) ? thrown : asHubError(thrown);
  const { status, headers, body } = problemOf(error, { problemBase: "/problems", instance, requestId });
  return new Response(body ?? null, { status, headers: { ...headers, ...COMMON } });
}

/** Empty for a longer one: no page of ours sends that, and nobody's is read to its end. */
async function textOf({ body }: Request): Promise<string> {
  if (body === null) return "";
  const reader = body.getReader();
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    bytes += next.value.length;
    if (bytes > MOST_BYTES) {
      await reader.cancel();
      return "";
    }
    parts.push(next.value);
  }
  return Buffer.concat(parts).toString();
}

/** Undefined for what is no JSON: no schema takes that. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
