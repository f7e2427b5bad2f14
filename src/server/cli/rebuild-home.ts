import { rebuildFigures } from "#core/home/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { actorFor, type Command, optionsOf, say } from "./command.ts";

export const rebuildHome: Command = {
  words: "rebuild home",
  options: "[--tenant SLUG]",
  summary: "Has the figures of the Home screen made again from the orders, by a worker and within minutes.",
  run: async (hub, given) => {
    const { tenant } = optionsOf(given, ["tenant"]);
    await execute(hub, await actorFor(hub, tenant), rebuildFigures, {}, { transport: "cli" });
    say("The figures of Home are read from the orders themselves until they are made again.");
    return 0;
  },
};
