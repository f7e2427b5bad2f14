import { z } from "zod";
import { command } from "../kernel/operation.ts";
import { lowSummarised } from "./events.ts";
import { lockTenant, lowLevels } from "./low-store.ts";

const MOST = 25;

export const summariseLow = command({
  name: "inventory.summariseLow",
  summary: "Emits the daily event that lists articles without available stock.",
  scope: "system",
  audience: "operator",
  input: z.strictObject({}),
  output: z.object({ count: z.int() }),
  failures: [],
  run: async ({ tx, race, emit }) => {
    await lockTenant(tx);
    const levels = await lowLevels(tx);
    await race("inventory.summariseLow:read");
    const count = levels.length;
    if (count > 0) emit(lowSummarised(tx.tenantId, { count, levels: levels.slice(0, MOST) }));
    return { count };
  },
});
