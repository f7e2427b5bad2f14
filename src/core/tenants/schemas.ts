import { z } from "zod";
import { Id } from "../kernel/shapes.ts";

export const TenantView = z
  .object({
    id: Id,
    slug: z.string(),
    name: z.string(),
    currency: z.string(),
    /** BCP 47. */
    locale: z.string(),
    /** IANA. */
    timeZone: z.string(),
  })
  .meta({ id: "Tenant" });
