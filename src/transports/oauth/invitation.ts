import type { HttpBindings } from "@hono/node-server";
import { lookAt } from "#auth/invitations.ts";
import type { OAuth } from "#auth/oauth/oauth.ts";
import { unknownInvitation } from "#core/invitations/errors.ts";
import { lookAtInvitation } from "#core/invitations/index.ts";
import { traceFrom } from "#core/runtime/tracing.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { httpArrival } from "../shared/http-knock.ts";
import { HttpRefusal } from "../shared/http-refusal.ts";
import { problemOf } from "../shared/problem.ts";
import { requestIdFrom } from "../shared/request-context.ts";
import { readOfStranger } from "../shared/stranger.ts";
import { AUTH_BASE } from "./metadata.ts";
import { parametersIn } from "./parameters.ts";

export const INVITATION_PATH = `${AUTH_BASE}/invitation`;

interface Deps {
  readonly oauth: OAuth;
  readonly gateway: Gateway;
  readonly trustProxyHops?: number | undefined;
}

/**
 * What the holder of a link is invited to. The token comes in the body, out of the part of the link that no browser
 * sends: it is in no log, no history of a proxy and no `Referer`.
 */
export async function answerInvitation(
  { oauth: { hub, party }, gateway, trustProxyHops }: Deps,
  request: Request,
  incoming: HttpBindings["incoming"] | undefined,
): Promise<Response> {
  const requestId = requestIdFrom(request.headers.get("x-request-id"));
  const common = { "x-request-id": requestId, "cache-control": "no-store", "x-content-type-options": "nosniff" };
  try {
    if (request.method !== "POST")
      throw new HttpRefusal("request.method_not_allowed", "This address takes POST.", { allow: "POST" });
    const arrival = httpArrival(request, { incoming, trustProxyHops });
    const trace = traceFrom(request.headers.get("traceparent"));
    const knock = { ...arrival, transport: "rest", credential: undefined, requestId, trace } as const;
    const facts = await readOfStranger(gateway, { knock, door: lookAtInvitation }, async () => {
      const token = (await parametersIn(request, incoming)).get("token");
      if (token === undefined) throw unknownInvitation();
      return lookAt(hub, { token, requestId });
    });
    return Response.json(facts, { headers: common });
  } catch (error) {
    const where = { problemBase: `${party.issuer}/problems`, instance: INVITATION_PATH, requestId };
    const { status, headers, body } = problemOf(error, where);
    return new Response(body, { status, headers: { ...headers, ...common } });
  }
}
