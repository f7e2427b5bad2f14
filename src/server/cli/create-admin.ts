import { systemActor } from "#core/kernel/actor.ts";
import { execute } from "#core/runtime/execute.ts";
import { ensureAdmin } from "#core/users/index.ts";
import { randomPassword } from "../demo-accounts.ts";
import { alone } from "../first-start-store.ts";
import { makeTenant } from "../first-start.ts";
import type { ServerHub } from "../hub.ts";
import { actorFor, type Command, optionsOf, say, UsageError } from "./command.ts";
import { tenantsNamed } from "./store.ts";

export const createAdmin: Command = {
  words: "users create-admin",
  options: "--email E [--tenant SLUG]",
  summary: "Creates an administrator and prints the password, once. Creates the merchant as well when there is none.",
  run: async (hub, given) => {
    const options = optionsOf(given, ["email", "tenant"], ["email"]);
    const { email = "" } = options;
    const actor = await alone(hub.db.sql, () => tenantFor(hub, options.tenant));
    const password = randomPassword();
    const { output } = await execute(hub, actor, ensureAdmin, { email, password }, { transport: "cli" });
    if (!output.created) throw new UsageError(`A user with the email ${email} exists already.`);
    say(`${email}  ${password}`);
    return 0;
  },
};

async function tenantFor(hub: ServerHub, slug: string | undefined) {
  const isEmpty = slug === undefined && (await tenantsNamed(hub.db.sql, undefined)).length === 0;
  return isEmpty ? systemActor(await makeTenant(hub), "command line") : actorFor(hub, slug);
}
