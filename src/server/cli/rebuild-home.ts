import { rebuildFigures } from "#core/home/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { actorFor, type Command, optionsOf, say } from "./command.ts";

export const rebuildHome: Command = {
  words: "rebuild home",
  options: "[--tenant SLUG]",
  summary: "Rebuilds the figures of the Home screen from the orders, in a worker, within minutes.",
  run: async (hub, given) => {
    const { tenant } = optionsOf(given, ["tenant"]);
    await execute(hub, await actorFor(hub, tenant), rebuildFigures, {}, { transport: "cli" });
    say("Home reads its figures from the orders until the rebuild has finished.");
    return 0;
  },
};
