export { auditAll, auditTenant, headsOfAll } from "./audit-tenant.ts";
export { listEntries } from "./list-entries.ts";
export { listHeads } from "./list-heads.ts";
export { runAudit } from "./run-audit.ts";
