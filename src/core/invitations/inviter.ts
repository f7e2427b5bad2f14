import { type Rights, scopesOf } from "../kernel/actor.ts";
import type { Read } from "../kernel/tx.ts";
import { type Maker, readKey } from "../keys/store.ts";
import { readClient } from "../oauth/store.ts";
import { readUser } from "../users/store.ts";
import { inviterLostRights } from "./errors.ts";

const LONGEST_LINE = 100;

type Line = { readonly type: string; readonly id: string } | null;

/** A key or client, unless it has ended. */
async function programOf(read: Read, { type, id }: NonNullable<Line>, now: Date) {
  if (type === "client") {
    const client = await readClient(read, id);
    return client?.revokedAt === null ? client : undefined;
  }
  const key = await readKey(read, id);
  return key?.revokedAt === null && (key.expiresAt === null || key.expiresAt > now) ? key : undefined;
}

/** The rights that bound somebody who acted once, as they are today: a user's own, a key's and those of its makers. */
async function boundsOf(read: Read, maker: Maker, now: Date): Promise<Rights[]> {
  const bounds: Rights[] = [];
  for (let next: Line = maker; next !== null && bounds.length < LONGEST_LINE;) {
    if (next.type === "user") {
      const user = await readUser(read, next.id);
      return [...bounds, user?.active === true ? user.rights : null];
    }
    const program: Awaited<ReturnType<typeof programOf>> = await programOf(read, next, now);
    if (program === undefined) return [null];
    bounds.push(program.scopes);
    next = program.maker;
  }
  return bounds;
}

/** A link gives no more than whoever sent it may give at the moment of its use. */
export async function refuseLostRights(
  read: Read,
  { maker, rights }: { maker: Maker | null; rights: Rights },
  now: Date,
): Promise<void> {
  if (maker === null) return;
  const needed = ["users:write", ...scopesOf(rights)];
  for (const bound of await boundsOf(read, maker, now)) {
    const held = new Set<string>(scopesOf(bound));
    if (needed.some((scope) => !held.has(scope))) throw inviterLostRights();
  }
}
