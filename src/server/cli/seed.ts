import { seedDemo } from "#core/demo/index.ts";
import { type Command, say } from "./command.ts";

export const seed: Command = {
  words: "seed",
  options: "",
  summary: "Makes the demo shop, once.",
  run: async (hub) => {
    const { accounts } = await seedDemo(hub);
    for (const { role, email, password } of accounts) say(`${role.padEnd(8)} ${email}  ${password}`);
    return 0;
  },
};
