import { seedDemo } from "#demo/seed-demo.ts";
import { accountsFor } from "../demo-accounts.ts";
import { type Command, say } from "./command.ts";

export const seed: Command = {
  words: "seed",
  options: "",
  summary: "Creates the demo shop, once, and prints its accounts.",
  run: async (hub) => {
    const accounts = accountsFor(hub.config);
    const { made } = await seedDemo(hub, accounts);
    if (!made) say("The demo shop exists already.");
    else for (const { role, email, password } of accounts) say(`${role.padEnd(8)} ${email}  ${password}`);
    return 0;
  },
};
