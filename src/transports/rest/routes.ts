import type { Route } from "./route.ts";
import { catalogRoutes } from "./routes/catalog.ts";
import { customerLinkRoutes } from "./routes/customer-links.ts";
import { customerRoutes } from "./routes/customers.ts";
import { draftRoutes } from "./routes/drafts.ts";
import { erpRoutes } from "./routes/erp.ts";
import { eventRoutes } from "./routes/events.ts";
import { exportRoutes } from "./routes/exports.ts";
import { importRoutes } from "./routes/imports.ts";
import { inboundRoutes } from "./routes/inbound.ts";
import { jobRoutes } from "./routes/jobs.ts";
import { orderActionRoutes } from "./routes/order-actions.ts";
import { orderRoutes } from "./routes/orders.ts";
import { packingRoutes } from "./routes/packing.ts";
import { reconciliationRoutes } from "./routes/reconciliation.ts";
import { settingsRoutes } from "./routes/settings.ts";
import { stockRoutes } from "./routes/stock.ts";
import { uploadRoutes } from "./routes/uploads.ts";
import { userRoutes } from "./routes/users.ts";
import { webhookRoutes } from "./routes/webhooks.ts";

/** The route table. A row names an operation, method and path; everything else is derived. */
export const routes: readonly Route[] = [
  ...orderRoutes,
  ...orderActionRoutes,
  ...packingRoutes,
  ...draftRoutes,
  ...catalogRoutes,
  ...stockRoutes,
  ...customerLinkRoutes,
  ...customerRoutes,
  ...eventRoutes,
  ...exportRoutes,
  ...importRoutes,
  ...inboundRoutes,
  ...uploadRoutes,
  ...userRoutes,
  ...webhookRoutes,
  ...settingsRoutes,
  ...erpRoutes,
  ...jobRoutes,
  ...reconciliationRoutes,
];
