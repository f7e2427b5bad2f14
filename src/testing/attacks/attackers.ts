import { randomBytes } from "node:crypto";
import { createSession } from "#auth/sessions.ts";
import { type Role, roles, roleScopes, type Scope, scopes } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { ensureApiKey } from "#core/keys/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { createUser } from "#core/users/index.ts";
import type { TestHub } from "#testing/fixtures/hub.ts";
import { type Callers, startCallers } from "#testing/parity/callers.ts";
import type { Shop } from "#testing/parity/world.ts";

/** A shop, and credentials of every sort for it. */
export interface Attackers {
  readonly callers: Callers;
  readonly shop: Shop;
  /** Keys by what they hold: the name of a role, or `without <scope>`. */
  readonly keys: ReadonlyMap<string, string>;
  readonly sessions: ReadonlyMap<Role, string>;
}

export const emptyShop = (callers: Callers): Promise<Shop> =>
  callers.world.open({ name: "", operation: "", articles: [], steps: [], after: { levels: [] } });

export async function gatherAttackers(hub: TestHub): Promise<Attackers> {
  const callers = await startCallers(hub);
  const shop = await emptyShop(callers);
  const { actor } = shop;
  const key = async (held: readonly Scope[]) => {
    const token = `matrix_${randomBytes(24).toString("hex")}`;
    await execute(hub, actor, ensureApiKey, { name: newId(), key: token, scopes: held });
    return token;
  };
  const keys = new Map<string, string>();
  const sessions = new Map<Role, string>();
  const allBut = (scope: Scope) => scopes.filter((each) => each !== scope);
  for (const scope of [...scopes, "link"] as const) keys.set(`without ${scope}`, await key(allBut(scope)));
  for (const role of roles) {
    keys.set(role, await key(roleScopes[role]));
    const user = { email: `${role}@example.com`, name: role, role, password: "a-sound-password" };
    const { id } = (await execute(hub, actor, createUser, user)).output;
    sessions.set(role, await createSession(hub, { id, tenantId: actor.tenantId }));
  }
  return { callers, shop, keys, sessions };
}
