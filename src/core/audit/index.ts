export { auditAll, auditTenant, headsOfAll } from "./audit-tenant.ts";
export { runAudit } from "./run-audit.ts";
