import { type Command, say } from "./command.ts";

/** Every command starts with the migrations, so nothing is left to do here. */
export const migrateOnly: Command = {
  words: "migrate",
  options: "",
  summary: "Runs the database migrations.",
  run: async () => {
    say("The database is up to date.");
    return 0;
  },
};
