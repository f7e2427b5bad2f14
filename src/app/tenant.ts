import "server-only";
import { cache } from "react";
import { traceable } from "#app/traceable.ts";
import { requireCaller } from "#app/viewer.ts";
import { currentTenant } from "#core/tenants/current-tenant.ts";
import { currentUser } from "#core/users/current-user.ts";

/** The visitor and their tenant; read once per request. */
export const requireVisit = cache(() => traceable(readVisit));

async function readVisit() {
  const caller = await requireCaller();
  const [tenant, me] = await Promise.all([caller.call(currentTenant, {}), caller.call(currentUser, {})]);
  return { tenant: tenant.output, me: me.output };
}

export const requireTenant = async () => (await requireVisit()).tenant;
