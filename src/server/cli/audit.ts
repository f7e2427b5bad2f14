import { auditAll } from "#core/audit/index.ts";
import { type Command, say } from "./command.ts";

export const audit: Command = {
  words: "audit",
  options: "",
  summary: "Proves every invariant from the ledgers. JSON; exit code 1 when one is broken.",
  run: async (hub) => {
    const result = await auditAll(hub.db);
    say(JSON.stringify(result, undefined, 2));
    return result.ok ? 0 : 1;
  },
};
