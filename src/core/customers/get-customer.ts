import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import { query } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { viewOf } from "./record.ts";
import { CustomerView } from "./schemas.ts";
import { readCustomer } from "./store.ts";

export const getCustomer = query({
  name: "customers.get",
  summary: "Returns one customer.",
  scope: "customers:read",
  audience: "public",
  input: z.strictObject({ id: Id }),
  output: CustomerView,
  failures: [notFound],
  run: async ({ read }, { id }) => {
    const customer = await readCustomer(read, id);
    if (customer === undefined) throw notFound("customer", id);
    return viewOf(customer);
  },
});
