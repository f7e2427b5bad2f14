import {
  createCustomer,
  getCustomer,
  getCustomerTotals,
  listCustomers,
  updateCustomer,
} from "#core/customers/index.ts";
import { route, version } from "../route.ts";

const tag = "Customers";

export const customerRoutes = [
  route({ method: "GET", path: "/customers", operation: listCustomers, tag }),
  route({
    method: "POST",
    path: "/customers",
    operation: createCustomer,
    tag,
    status: 201,
    location: ({ id }) => `/customers/${id}`,
    version,
  }),
  route({ method: "GET", path: "/customers/{id}", operation: getCustomer, tag, version }),
  route({ method: "PATCH", path: "/customers/{id}", operation: updateCustomer, tag, version }),
  route({ method: "GET", path: "/customers/{id}/totals", operation: getCustomerTotals, tag }),
];
