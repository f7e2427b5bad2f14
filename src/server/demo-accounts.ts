import { randomBytes } from "node:crypto";
import { systemActor } from "#core/kernel/actor.ts";
import type { TenantId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import { updateUser } from "#core/users/index.ts";
import { isPassword } from "#core/users/password.ts";
import { type DemoAccount, demoAccounts } from "#demo/cast.ts";
import { demoTenant } from "#demo/seed-demo.ts";
import { peopleOf, type PersonRow } from "./first-start-store.ts";
import type { ServerHub } from "./hub.ts";

export const randomPassword = (): string => randomBytes(15).toString("base64url");

/** The demo's accounts: with published passwords on a private machine, else with generated ones. */
export const accountsFor = ({ exposed }: { exposed: boolean }): readonly DemoAccount[] =>
  exposed ? demoAccounts.map((account) => ({ ...account, password: randomPassword() })) : demoAccounts;

/** The accounts with a published password: only they may be shown. */
export async function publishedAccounts(hub: ServerHub): Promise<readonly DemoAccount[]> {
  const tenantId = await demoTenant(hub);
  if (tenantId === undefined) return [];
  const open = await openedByPublished(await peopleOf(hub.db.sql, tenantId));
  return demoAccounts.filter(({ email }) => open.some((person) => person.email === email));
}

/**
 * A demo created on a private machine has published passwords. Before it becomes publicly reachable, each account with
 * one, even if renamed, gets a generated password, and its sessions end.
 */
export async function closePublished(hub: ServerHub): Promise<readonly DemoAccount[]> {
  const tenantId = await demoTenant(hub);
  if (tenantId === undefined) return [];
  const closed: DemoAccount[] = [];
  for (const { id, email, name, role } of await openedByPublished(await peopleOf(hub.db.sql, tenantId))) {
    const password = randomPassword();
    await setPassword(hub, tenantId, { id, password });
    closed.push({ role, name, email, password });
  }
  return closed;
}

async function openedByPublished(people: readonly PersonRow[]): Promise<readonly PersonRow[]> {
  const published = new Set(demoAccounts.map(({ password }) => password));
  const hashes = new Set(people.map(({ passwordHash }) => passwordHash));
  const open = new Set<string>();
  for (const hash of hashes) for (const password of published) if (await isPassword(hash, password)) open.add(hash);
  return people.filter(({ passwordHash }) => open.has(passwordHash));
}

async function setPassword(hub: ServerHub, tenantId: TenantId, input: { id: string; password: string }) {
  await execute(hub, systemActor(tenantId, "first start"), updateUser, input);
}
