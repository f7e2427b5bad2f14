import { z } from "zod";
import { command } from "../kernel/operation.ts";
import { factorRequirement } from "./events.ts";
import { requireFactors } from "./factor-store.ts";

export const requireFactor = command({
  name: "factors.require",
  summary: "Says whether everybody needs a second factor. Who has none adds one at the next sign-in.",
  scope: "settings:write",
  audience: "screens",
  freshProof: true,
  input: z.strictObject({ required: z.boolean() }),
  output: z.object({ required: z.boolean() }),
  failures: [],
  run: async (context, { required }) => {
    if (await requireFactors(context, required)) context.emit(factorRequirement(context.tx.tenantId, { required }));
    return { required };
  },
});
