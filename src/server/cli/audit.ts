import { auditAll } from "#core/audit/index.ts";
import { type Command, say } from "./command.ts";

export const audit: Command = {
  words: "audit",
  options: "",
  summary: "Checks every invariant against the ledgers. JSON; exit code 1 when one is broken.",
  run: async (hub) => {
    const result = await auditAll(hub.db);
    say(JSON.stringify(result, undefined, 2));
    return result.ok ? 0 : 1;
  },
};
