import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { isHubError } from "#core/kernel/errors.ts";
import { showOrder } from "#core/links/index.ts";
import { getHub } from "#server/current-hub.ts";
import { forwardedAddress } from "#transports/shared/client-address.ts";
import { requestContextFrom } from "#transports/shared/request-context.ts";

/** The order of a customer's link; undefined when the link is none of ours, was revoked or has expired. */
export const orderOfLink = cache(async (token: string) => {
  const asked = await headers(); // before the hub: a build that renders this page must not start a database
  const hub = await getHub();
  const knock = {
    ...requestContextFrom(asked),
    transport: "page" as const,
    credential: { type: "link", token } as const,
    address: () => addressOf(asked, hub),
  };
  const caller = await hub.gateway.enter(knock);
  try {
    return (await caller.call(showOrder, { id: caller.actor.orderId })).output;
  } catch (error) {
    if (isHubError(error) && (error.kind === "unauthenticated" || error.kind === "not_found")) return undefined;
    throw error;
  }
});

type Asked = Awaited<ReturnType<typeof headers>>;
type Hub = Awaited<ReturnType<typeof getHub>>;

/** Set by our HTTP server, or by the proxies of another host. */
function addressOf(asked: Asked, { hosted, config }: Hub): string {
  const given = hosted === undefined ? asked.get("x-crossdock-client-address") : undefined;
  return given ?? forwardedAddress(asked.get("x-forwarded-for") ?? "", config.trustProxyHops) ?? "unknown";
}
