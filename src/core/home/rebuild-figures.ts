import { z } from "zod";
import { command } from "../kernel/operation.ts";
import { endFigures } from "./refresh-store.ts";

export const rebuildFigures = command({
  name: "home.rebuild",
  summary: "Drops the stored figures of the Home screen; the next refresh recomputes them from the orders.",
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
