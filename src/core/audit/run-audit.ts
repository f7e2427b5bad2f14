import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { auditTenant } from "./audit-tenant.ts";
import { AuditView } from "./schemas.ts";

export const runAudit = query({
  name: "audit.run",
  summary: "Holds every cached sum and status against the ledgers and names what does not agree.",
  scope: "settings:read",
  audience: "public",
  input: z.strictObject({}),
  output: AuditView,
  failures: [],
  run: ({ read }) => auditTenant(read),
});
