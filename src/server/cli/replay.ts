import { execute } from "#core/runtime/execute.ts";
import { replayEvents } from "#core/webhooks/index.ts";
import { actorFor, type Command, optionsOf, say } from "./command.ts";

export const replay: Command = {
  words: "replay",
  options: "--endpoint E --since T [--until T] [--types order.placed,stock.*] [--tenant SLUG]",
  summary: "Sends the events since a given time to a webhook endpoint again and prints their number.",
  run: async (hub, given) => {
    const options = optionsOf(given, ["endpoint", "since", "until", "types", "tenant"], ["endpoint", "since"]);
    const actor = await actorFor(hub, options.tenant);
    const input = {
      id: options.endpoint,
      from: options.since,
      ...(options.until !== undefined && { to: options.until }),
      ...(options.types !== undefined && { types: options.types.split(",") }),
    };
    const { output } = await execute(hub, actor, replayEvents, input, { transport: "cli" });
    say(JSON.stringify(output));
    return 0;
  },
};
