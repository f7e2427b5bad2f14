import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { ManyIds } from "../kernel/shapes.ts";
import { viewOf } from "./record.ts";
import { CustomerView } from "./schemas.ts";
import { readCustomers } from "./store.ts";

export const getManyCustomers = query({
  name: "customers.getMany",
  summary: "Customers by their ids, in one statement; those that do not exist are left out.",
  scope: "customers:read",
  input: z.strictObject({ ids: ManyIds }),
  output: z.object({ data: z.array(CustomerView) }),
  run: async ({ read }, { ids }) => ({ data: (await readCustomers(read, ids)).map(viewOf) }),
});
