import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { personOf } from "../kernel/person.ts";
import { factorsOf, isFactorRequired, recoveryCodesLeft } from "./factor-store.ts";
import { FactorState } from "./schemas.ts";

export const getFactors = query({
  name: "factors.get",
  summary: "Returns the caller's own second factors.",
  scope: "any",
  audience: "screens",
  input: z.strictObject({}),
  output: FactorState,
  failures: [],
  run: async ({ read, actor }) => {
    const userId = personOf(actor);
    const [factors, left, required] = await Promise.all([
      factorsOf(read, userId),
      recoveryCodesLeft(read, userId),
      isFactorRequired(read),
    ]);
    const views = factors.map(({ id, name, createdAt, lastUsedAt }) => ({
      id,
      name,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    }));
    return { factors: views, recoveryCodesLeft: left, required };
  },
});
