import { z } from "zod";
import { CurrentCurrency } from "../kernel/money.ts";
import { command } from "../kernel/operation.ts";
import { Code, Id, RequiredText } from "../kernel/shapes.ts";
import { writeTenant } from "./store.ts";

export const CreateTenantInput = z.strictObject({
  slug: Code,
  name: RequiredText(120),
  currency: CurrentCurrency.default("GBP"),
  locale: z.string().max(20).default("en-GB"),
  timeZone: z.string().max(60).default("Europe/London"),
  taxRateBps: z
    .int()
    .min(0)
    .max(10_000)
    .default(0)
    .describe("Tax contained in the prices of the channels, basis points: 2000 = 20 %."),
});

/** The actor's tenant is the one that is made: `systemActor(newId)`. */
export const createTenant = command({
  name: "tenants.create",
  summary: "Makes a merchant with the channels web, marketplace, pos, phone and import, and the location main.",
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
