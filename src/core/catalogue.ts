import * as accounts from "./accounts/index.ts";
import { listEntries, listHeads, runAudit } from "./audit/index.ts";
import * as calls from "./calls/index.ts";
import * as catalog from "./catalog/index.ts";
import * as channels from "./channels/index.ts";
import * as customers from "./customers/index.ts";
import * as drafts from "./drafts/index.ts";
import * as erp from "./erp/index.ts";
import * as events from "./events/index.ts";
import * as exports from "./exports/index.ts";
import * as fulfillment from "./fulfillment/index.ts";
import * as home from "./home/index.ts";
import * as imports from "./imports/index.ts";
import * as inbound from "./inbound/index.ts";
import * as inventory from "./inventory/index.ts";
import * as invitations from "./invitations/index.ts";
import * as jobs from "./jobs/index.ts";
import type { AnyOperation } from "./kernel/operation.ts";
import * as keys from "./keys/index.ts";
import * as links from "./links/index.ts";
import * as mail from "./mail/index.ts";
import * as oauth from "./oauth/index.ts";
import * as orders from "./orders/index.ts";
import * as packing from "./packing/index.ts";
import * as payments from "./payments/index.ts";
import * as reconciliation from "./reconciliation/index.ts";
import * as roles from "./roles/index.ts";
import { permissionsOver } from "./roles/permissions.ts";
import { createTenant } from "./tenants/create-tenant.ts";
import { currentTenant } from "./tenants/current-tenant.ts";
import * as uploads from "./uploads/index.ts";
import * as users from "./users/index.ts";
import * as webhooks from "./webhooks/index.ts";

export const listPermissions = permissionsOver(() => operations);

/** All operations. Each has its audience, and so its transports (docs/parity.md). */
export const operations: readonly AnyOperation[] = [
  ...Object.values(accounts),
  ...Object.values(calls),
  ...Object.values(catalog),
  ...Object.values(channels),
  ...Object.values(customers),
  ...Object.values(drafts),
  ...Object.values(erp),
  ...Object.values(events),
  ...Object.values(exports),
  ...Object.values(fulfillment),
  ...Object.values(home),
  ...Object.values(imports),
  ...Object.values(inbound),
  ...Object.values(inventory),
  ...Object.values(invitations),
  ...Object.values(jobs),
  ...Object.values(keys),
  ...Object.values(links),
  ...Object.values(mail),
  ...Object.values(oauth),
  ...Object.values(orders),
  ...Object.values(packing),
  ...Object.values(reconciliation),
  ...Object.values(roles),
  listPermissions,
  ...Object.values(uploads),
  ...Object.values(users),
  ...Object.values(webhooks),
  ...Object.values(payments),
  createTenant,
  runAudit,
  listEntries,
  listHeads,
  currentTenant,
];
