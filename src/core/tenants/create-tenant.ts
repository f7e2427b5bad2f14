import { z } from "zod";
import { command } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { CreateTenantInput } from "./schemas.ts";
import { writeTenant } from "./store.ts";

/** The actor's tenant is the new one: `systemActor(newId)`. */
export const createTenant = command({
  name: "tenants.create",
  summary: "Creates a tenant with the channels web, marketplace, pos, phone and import, and the location main.",
  scope: "system",
  audience: "operator",
  input: CreateTenantInput,
  output: z.object({ id: Id, slug: z.string() }),
  failures: [],
  run: async ({ tx, now }, input) => {
    await writeTenant(tx, input, now);
    return { id: tx.tenantId, slug: input.slug };
  },
});
