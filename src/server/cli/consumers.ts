import { readConsumers } from "#core/events/consumer-store.ts";
import { askRedrive, readLetters } from "#core/events/dead-letter-store.ts";
import { type Command, optionsOf, say, UsageError } from "./command.ts";

const SHOWN = 100;

export const consumers: Command = {
  words: "consumers",
  options: "[--redrive NAME]",
  summary:
    "Shows the lag of each consumer of events and its newest dead letters; --redrive retries those of one consumer.",
  run: async ({ db: { sql } }, given) => {
    const { redrive } = optionsOf(given, ["redrive"]);
    const states = await readConsumers(sql);
    if (redrive === undefined) {
      say(JSON.stringify({ consumers: states, deadLetters: await readLetters(sql, SHOWN) }));
      return 0;
    }
    if (states.every(({ name }) => name !== redrive)) throw new UsageError(`There is no consumer ${redrive}.`);
    say(JSON.stringify({ redriven: await askRedrive(sql, redrive) }));
    return 0;
  },
};
