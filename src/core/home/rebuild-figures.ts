import { z } from "zod";
import { command } from "../kernel/operation.ts";
import { endFigures } from "./refresh-store.ts";

export const rebuildFigures = command({
  name: "home.rebuild",
  summary: "Ends the kept figures of the Home screen; the next refresh begins them again from the orders.",
  scope: "system",
  audience: "operator",
  input: z.strictObject({}),
  output: z.object({}),
  failures: [],
  run: async ({ tx }) => {
    await endFigures(tx.sql, tx.tenantId);
    return {};
  },
});
