import { randomUUID } from "node:crypto";
import type { Awaited } from "#core/accounts/factor-store.ts";
import { SESSION_IDLE_MS, SESSION_LONGEST_MS, SESSION_TOUCH_MS } from "#core/accounts/rules.ts";
import { type Actor, userActor, type UserRole } from "#core/kernel/actor.ts";
import { asTenantId, isId, type TenantId } from "#core/kernel/ids.ts";
import { asHubError } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { factorRequired, wrongCredentials } from "./errors.ts";
import {
  endSession,
  findPending,
  findSession,
  insertSession,
  type SessionName,
  touchSession,
} from "./session-store.ts";
import type { SignedIn } from "./sign-in.ts";

/** Creates a session and returns its id for the signed cookie, which contains tenant and session. */
export async function createSession(
  hub: Hub,
  user: Pick<SignedIn, "id" | "tenantId"> & Partial<Pick<SignedIn, "verifiedHash">>,
  from: { userAgent?: string | undefined; ip?: string | undefined } = {},
): Promise<string> {
  const now = hub.clock();
  const session = { tenantId: user.tenantId, id: randomUUID() };
  const expiresAt = new Date(now.getTime() + SESSION_LONGEST_MS);
  const userAgent = from.userAgent?.slice(0, 500) ?? null;
  const { id: userId, verifiedHash } = user;
  const row = { ...session, userId, verifiedHash, userAgent, ip: from.ip ?? null, now, expiresAt };
  if (!(await answering(insertSession(hub.db.sql, row)))) throw wrongCredentials();
  return `${session.tenantId}.${session.id}`;
}

/** Who has given their password and not their second factor yet; undefined for every other session. */
export async function pendingOf(hub: Hub, sid: string): Promise<Pending | undefined> {
  const name = nameOf(sid);
  if (name === undefined) return undefined;
  const row = await answering(findPending(hub.db.sql, name, hub.clock()));
  if (row === undefined) return undefined;
  const person = { id: row.userId, name: row.name, role: row.role, tenantId: asTenantId(name.tenantId) };
  return { id: name.id, awaits: row.awaits, person };
}

export interface Pending {
  readonly id: string;
  readonly awaits: Awaited;
  readonly person: { readonly id: string; readonly name: string; readonly role: UserRole; readonly tenantId: TenantId };
}

/**
 * The session's user. A session that awaits a second factor has none: it rejects with `auth.factor_required`. A session ends after 12 hours without a request, after 30 days, by revocation, or with its user.
 */
export async function sessionActor(hub: Hub, sid: string): Promise<Actor | undefined> {
  const name = nameOf(sid);
  if (name === undefined) return undefined;
  const now = hub.clock();
  const idleSince = new Date(now.getTime() - SESSION_IDLE_MS);
  const row = await answering(findSession(hub.db.sql, name, { now, idleSince }));
  if (row === undefined) {
    const pending = await pendingOf(hub, sid);
    if (pending !== undefined) throw factorRequired(pending.awaits);
    return undefined;
  }
  if (now.getTime() - row.lastSeenAt.getTime() > SESSION_TOUCH_MS) touch(hub, name, now);
  const { userId, name: called, role, rights } = row;
  const user = userActor({ id: userId, name: called, role, tenantId: asTenantId(name.tenantId) }, rights);
  return { ...user, session: { id: name.id, provedAt: row.provedAt } };
}

/** No request waits for it. */
function touch(hub: Hub, name: SessionName, now: Date): void {
  const before = new Date(now.getTime() - SESSION_TOUCH_MS);
  touchSession(hub.db.sql, name, { now, before }).catch(() => undefined); // the next request notes it
}

export async function revokeSession(hub: Hub, sid: string): Promise<void> {
  const name = nameOf(sid);
  if (name !== undefined) await answering(endSession(hub.db.sql, name, hub.clock()));
}

function nameOf(sid: string): SessionName | undefined {
  const [tenantId = "", id = "", ...rest] = sid.split(".");
  return isId(tenantId) && isId(id) && rest.length === 0 ? { tenantId, id } : undefined;
}

const answering = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw asHubError(error);
  });
