import { ensureAdmin } from "#auth/bootstrap.ts";
import { systemActor } from "#core/kernel/actor.ts";
import { asTenantId, newId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import { createTenant } from "#core/tenants/create-tenant.ts";
import { randomPassword } from "../demo-accounts.ts";
import { type Command, optionsOf, say } from "./command.ts";

export const createMerchant: Command = {
  words: "tenants create",
  options: "--slug S --name N [--currency GBP] [--admin-email E]",
  summary: "Creates a merchant; with an email also its administrator, whose password is printed.",
  run: async (hub, given) => {
    const options = optionsOf(given, ["slug", "name", "currency", "admin-email"], ["slug", "name"]);
    const tenantId = asTenantId(newId());
    const { slug, name, currency } = options;
    const input = { slug, name, ...(currency !== undefined && { currency }) };
    const { output } = await execute(hub, systemActor(tenantId, "command line"), createTenant, input, {
      transport: "cli",
    });
    say(`${output.slug}  ${output.id}`);
    const email = options["admin-email"];
    if (email === undefined) return 0;
    const password = randomPassword();
    await ensureAdmin(hub, tenantId, { email, password });
    say(`${email}  ${password}`);
    return 0;
  },
};
