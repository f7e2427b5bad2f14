import type { IncomingMessage } from "node:http";
import type { Hub } from "#core/hub.ts";
import { acceptWebhook } from "#core/inbound/accept-webhook.ts";
import { MAX_BODY_BYTES } from "#core/inbound/schemas.ts";
import { isHubError } from "#core/kernel/errors.ts";
import { problemOf } from "../rest/problem.ts";
import { readBody } from "../shared/body.ts";
import type { Door } from "../shared/door.ts";
import { HttpRefusal } from "../shared/http-refusal.ts";
import { requestContextFrom } from "../shared/request-context.ts";

export const WEBHOOKS_PATH = "/api/webhooks";

export interface Arrival {
  /** Last part of the address. */
  readonly code: string;
  readonly incoming?: IncomingMessage | undefined;
  /** Counts wrong signatures; absent in tests of the messages themselves. */
  readonly door?: Door | undefined;
}

/** Answers `{ id, duplicate }` as soon as the message is kept; a worker does the rest. */
export async function receiveWebhook(hub: Hub, request: Request, { code, incoming, door }: Arrival): Promise<Response> {
  const { requestId, trace } = requestContextFrom(request.headers);
  const headers = { "x-request-id": requestId, "cache-control": "no-store", "x-content-type-options": "nosniff" };
  try {
    refuseForm(request);
    const body = await readBody(request, incoming, MAX_BODY_BYTES);
    const call = { code, requestId, trace, headers: Object.fromEntries(request.headers), body };
    const accepted = await acceptWebhook(hub, call).catch(async (error: unknown) => {
      if (isHubError(error) && error.kind === "unauthenticated")
        await door?.refused({ headers: request.headers, incoming });
      throw error;
    });
    return Response.json(accepted, { headers });
  } catch (error) {
    const where = { problemBase: "/problems", instance: WEBHOOKS_PATH, requestId };
    const problem = problemOf(error, where);
    return new Response(request.method === "HEAD" ? null : (problem.body ?? null), {
      status: problem.status,
      headers: { ...problem.headers, ...headers },
    });
  }
}

/** Vendors sign what they send as it is; a packed body would leave open which bytes they meant. */
function refuseForm({ method, headers }: Request): void {
  if (method !== "POST")
    throw new HttpRefusal("request.method_not_allowed", "This address takes POST.", { allow: "POST" });
  const encoding = headers.get("content-encoding") ?? "identity";
  if (encoding !== "identity")
    throw new HttpRefusal("request.unsupported_media_type", "Send the body as it is, without Content-Encoding.", {
      "accept-encoding": "identity",
    });
}
