import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { TenantView } from "./schemas.ts";
import { readTenant } from "./store.ts";

export const currentTenant = query({
  name: "tenants.current",
  summary: "Returns the caller's tenant: name, currency, locale and time zone. Everybody may.",
  scope: "any",
  audience: "public",
  input: z.strictObject({}),
  output: TenantView,
  failures: [notFound],
  run: async ({ read }) => {
    const tenant = await readTenant(read);
    if (tenant === undefined) throw notFound("tenant", read.tenantId);
    return tenant;
  },
});
