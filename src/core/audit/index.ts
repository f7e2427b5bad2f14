export { auditAll, auditTenant } from "./audit-tenant.ts";
export { runAudit } from "./run-audit.ts";
