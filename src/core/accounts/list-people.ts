import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { Id } from "../kernel/shapes.ts";
import { isFactorRequired, peopleWithFactors } from "./factor-store.ts";

const PersonFactors = z
  .object({ id: Id, name: z.string(), email: z.string(), factors: z.int().describe("How many are in force.") })
  .meta({ id: "PersonFactors" });

export const listPeopleFactors = query({
  name: "factors.listPeople",
  summary: "Says who has a second factor and who has none, and whether everybody needs one.",
  scope: "users:write",
  audience: "screens",
  input: z.strictObject({}),
  output: z.object({ required: z.boolean(), data: z.array(PersonFactors) }),
  failures: [],
  run: async ({ read }) => {
    const [required, data] = await Promise.all([isFactorRequired(read), peopleWithFactors(read)]);
    return { required, data };
  },
});
