import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { auditTenant } from "./audit-tenant.ts";
import { AuditView } from "./schemas.ts";

export const runAudit = query({
  name: "audit.run",
  summary: "Recomputes every stored sum and status from the ledgers and reports what does not match.",
  scope: "settings:read",
  audience: "public",
  input: z.strictObject({}),
  output: AuditView,
  failures: [],
  run: ({ read }) => auditTenant(read),
});
