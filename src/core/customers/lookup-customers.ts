import { lookup } from "../kernel/operation.ts";
import { IdKey } from "../kernel/shapes.ts";
import { viewOf } from "./record.ts";
import { CustomerView } from "./schemas.ts";
import { readCustomers } from "./store.ts";

export const lookupCustomers = lookup({
  name: "customers.lookup",
  summary: "Looks up customers by id.",
  scope: "customers:read",
  key: IdKey,
  value: CustomerView,
  read: async ({ read }, ids) =>
    (await readCustomers(read, ids)).map((customer) => [customer.id, viewOf(customer)] as const),
});
