import { z } from "zod";
import { Id } from "../kernel/shapes.ts";

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
