import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { TargetList, targetNames } from "./schemas.ts";
import { targets } from "./targets.ts";

export const listTargets = query({
  name: "inbound.targets",
  summary: "Lists the operations that a mapping may call, with their input schemas.",
  scope: "webhooks:read",
  audience: "public",
  input: z.strictObject({}),
  output: TargetList,
  failures: [],
  run: async () => ({
    data: targetNames.map((name) => {
      const { operation, input, example } = targets[name];
      const schema = z.toJSONSchema(input, { io: "input", unrepresentable: "any", reused: "inline" });
      return { operation: name, summary: operation.summary, schema: { ...schema }, example };
    }),
    nextCursor: null,
  }),
});
