import { scopes } from "#core/kernel/actor.ts";
import { createApiKey } from "#core/keys/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { actorFor, type Command, optionsOf, say } from "./command.ts";

export const createKey: Command = {
  words: "keys create",
  options: "--scopes orders:read,orders:write | all [--name N] [--tenant SLUG] [--expires 2027-01-01T00:00:00Z]",
  summary: "Creates an API key and prints it, once.",
  run: async (hub, given) => {
    const options = optionsOf(given, ["scopes", "name", "tenant", "expires"], ["scopes"]);
    const actor = await actorFor(hub, options.tenant);
    const input = {
      name: options.name ?? "command line",
      scopes: options.scopes === "all" ? [...scopes] : options.scopes?.split(","),
      ...(options.expires !== undefined && { expiresAt: options.expires }),
    };
    const { output } = await execute(hub, actor, createApiKey, input, { transport: "cli" });
    say(output.secret ?? "");
    return 0;
  },
};
