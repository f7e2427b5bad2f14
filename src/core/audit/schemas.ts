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

export const AuditView = z.object({ ok: z.boolean(), checks: z.array(CheckView) }).meta({ id: "Audit" });
export type AuditView = z.output<typeof AuditView>;
