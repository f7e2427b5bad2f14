import { z } from "zod";

/** One thing that does not agree: its id, and the figures that should be equal. */
const Violation = z.looseObject({ id: z.string() });

export const CheckView = z
  .object({
    name: z.string(),
    /** What holds at every moment. */
    promise: z.string(),
    ok: z.boolean(),
    /** How many rows were looked at. */
    checked: z.int(),
    /** The first hundred. */
    violations: z.array(Violation),
  })
  .meta({ id: "AuditCheck" });
export type CheckView = z.output<typeof CheckView>;

export const AuditView = z.object({ ok: z.boolean(), checks: z.array(CheckView) }).meta({ id: "Audit" });
export type AuditView = z.output<typeof AuditView>;
