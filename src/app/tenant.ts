import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { requireActor } from "#app/viewer.ts";
import { execute } from "#core/execute.ts";
import { currentTenant } from "#core/tenants/current-tenant.ts";
import { currentUser } from "#core/users/current-user.ts";
import { getHub } from "#server/current-hub.ts";
import { requestContextFrom } from "#transports/shared/request-context.ts";

/** The visitor's merchant and the visitor; read once per request. */
export const requireVisit = cache(async () => {
  const [actor, hub, { requestId, trace }] = [
    await requireActor(),
    await getHub(),
    requestContextFrom(await headers()),
  ];
  const options = { transport: "page", requestId, trace };
  const [tenant, me] = await Promise.all([
    execute(hub, actor, currentTenant, {}, options),
    execute(hub, actor, currentUser, {}, options),
  ]);
  return { tenant: tenant.output, me: me.output };
});

export const requireTenant = async () => (await requireVisit()).tenant;
