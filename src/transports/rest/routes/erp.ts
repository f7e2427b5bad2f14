import { configureErp, getErp, getInvoice, listInvoices, retryDead, retryInvoice } from "#core/erp/index.ts";
import { route, version } from "../route.ts";

const tag = "ERP";

export const erpRoutes = [
  route({ method: "GET", path: "/erp", operation: getErp, tag }),
  route({ method: "PATCH", path: "/erp", operation: configureErp, tag, version, ifMatch: "optional" }),
  route({ method: "GET", path: "/invoices", operation: listInvoices, tag }),
  route({ method: "GET", path: "/invoices/{id}", operation: getInvoice, tag }),
  route({ method: "POST", path: "/invoices/{id}/retry", operation: retryInvoice, tag }),
  route({ method: "POST", path: "/invoices/retry-dead", operation: retryDead, tag }),
];
