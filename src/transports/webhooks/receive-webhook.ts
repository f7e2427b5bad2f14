import { receiveMessage } from "#core/inbound/index.ts";
import { MAX_BODY_BYTES } from "#core/inbound/schemas.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { readBodyOfStranger, STRANGERS_MS } from "../shared/body.ts";
import { type HttpArrival, httpKnock } from "../shared/http-knock.ts";
import { HttpRefusal } from "../shared/http-refusal.ts";
import { problemOf } from "../shared/problem.ts";

export const WEBHOOKS_PATH = "/api/webhooks";

export interface SignedArrival extends HttpArrival {
  /** The last path segment. */
  readonly source: string;
}

/** Responds with `{ id, duplicate }` once the message is stored; a worker processes it. */
export async function receiveWebhook(gateway: Gateway, request: Request, arrival: SignedArrival): Promise<Response> {
  const knock = httpKnock(request, { ...arrival, transport: "webhook" });
  const { requestId } = knock;
  const headers = { "x-request-id": requestId, "cache-control": "no-store", "x-content-type-options": "nosniff" };
  try {
    refuseForm(request);
    const body = await readBodyOfStranger(request, arrival.incoming, {
      bytes: MAX_BODY_BYTES,
      withinMs: STRANGERS_MS,
    });
    const signed = { source: arrival.source, headers: Object.fromEntries(request.headers), body };
    const caller = await gateway.enter({ ...knock, credential: { type: "signature", ...signed } });
    const { output } = await caller.call(receiveMessage, caller.message);
    return Response.json(output, { headers });
  } catch (error) {
    const where = { problemBase: "/problems", instance: WEBHOOKS_PATH, requestId };
    const problem = problemOf(error, where);
    return new Response(request.method === "HEAD" ? null : (problem.body ?? null), {
      status: problem.status,
      headers: { ...problem.headers, ...headers },
    });
  }
}

/** Signatures cover the raw body; with a content coding the signed bytes would be ambiguous. */
function refuseForm({ method, headers }: Request): void {
  if (method !== "POST")
    throw new HttpRefusal("request.method_not_allowed", "This address takes POST.", { allow: "POST" });
  const encoding = headers.get("content-encoding") ?? "identity";
  if (encoding !== "identity")
    throw new HttpRefusal("request.unsupported_media_type", "Send the body without Content-Encoding.", {
      "accept-encoding": "identity",
    });
}
