import { z } from "zod";
import { CurrentCurrency } from "../kernel/money.ts";
import { Code, Id, RequiredText } from "../kernel/shapes.ts";

export const TenantView = z
  .object({
    id: Id,
    slug: z.string(),
    name: z.string(),
    currency: z.string(),
    locale: z.string().describe("BCP 47."),
    timeZone: z.string().describe("IANA."),
  })
  .meta({ id: "Tenant" });

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
