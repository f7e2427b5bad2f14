import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { ManyIds } from "../kernel/shapes.ts";
import { foundBy } from "../runtime/look.ts";
import { lookupCustomers } from "./lookup-customers.ts";
import { CustomerView } from "./schemas.ts";

export const getManyCustomers = query({
  name: "customers.getMany",
  summary: "Returns customers by id; unknown ids are omitted.",
  scope: "customers:read",
  audience: "screens",
  input: z.strictObject({ ids: ManyIds }),
  output: z.object({ data: z.array(CustomerView) }),
  failures: [],
  run: async (context, { ids }) => ({ data: await foundBy(context, lookupCustomers, ids) }),
});
