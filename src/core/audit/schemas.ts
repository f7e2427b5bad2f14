import { z } from "zod";

/** One violation: the row's id, and the figures that should be equal. */
const Violation = z.looseObject({ id: z.string() }).meta({ id: "AuditViolation" });

export const CheckView = z
  .object({
    name: z.string(),
    promise: z.string().describe("The invariant."),
    ok: z.boolean(),
    checked: z.int().describe("Number of rows checked."),
    violations: z.array(Violation).describe("The first hundred."),
  })
  .meta({ id: "AuditCheck" });
export type CheckView = z.output<typeof CheckView>;

/** The head of a tenant's chain at a link. */
export const Anchor = z.object({
  tenantId: z.string(),
  slug: z.string().optional(),
  link: z.int(),
  head: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.string().nullish(),
});
export type Anchor = z.output<typeof Anchor>;

export const AuditView = z.object({ ok: z.boolean(), checks: z.array(CheckView) }).meta({ id: "Audit" });
export type AuditView = z.output<typeof AuditView>;
