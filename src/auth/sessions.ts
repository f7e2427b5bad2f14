import { randomUUID } from "node:crypto";
import { type Actor, userActor } from "#core/kernel/actor.ts";
import { asTenantId, isId } from "#core/kernel/ids.ts";
import { asHubError } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { wrongCredentials } from "./errors.ts";
import { endSession, findSession, insertSession, type SessionName, touchSession } from "./session-store.ts";
import type { SignedIn } from "./sign-in.ts";

const IDLE_MS = 12 * 3_600_000;
const LONGEST_MS = 30 * 24 * 3_600_000;
const TOUCH_MS = 60_000;

/** Creates a session and returns its id for the signed cookie, which contains tenant and session. */
export async function createSession(
  hub: Hub,
  user: Pick<SignedIn, "id" | "tenantId"> & Partial<Pick<SignedIn, "verifiedHash">>,
  from: { userAgent?: string | undefined; ip?: string | undefined } = {},
): Promise<string> {
  const now = hub.clock();
  const session = { tenantId: user.tenantId, id: randomUUID() };
  const expiresAt = new Date(now.getTime() + LONGEST_MS);
  const userAgent = from.userAgent?.slice(0, 500) ?? null;
  const { id: userId, verifiedHash } = user;
  const row = { ...session, userId, verifiedHash, userAgent, ip: from.ip ?? null, now, expiresAt };
  if (!(await answering(insertSession(hub.db.sql, row)))) throw wrongCredentials();
  return `${session.tenantId}.${session.id}`;
}

/**
 * The session's user. A session ends after 12 hours without a request, after 30 days, by revocation, or with its user.
 */
export async function sessionActor(hub: Hub, sid: string): Promise<Actor | undefined> {
  const name = nameOf(sid);
  if (name === undefined) return undefined;
  const now = hub.clock();
  const row = await answering(findSession(hub.db.sql, name, { now, idleSince: new Date(now.getTime() - IDLE_MS) }));
  if (row === undefined) return undefined;
  if (now.getTime() - row.lastSeenAt.getTime() > TOUCH_MS) await answering(touchSession(hub.db.sql, name, now));
  const { userId, name: called, role, rights } = row;
  return userActor({ id: userId, name: called, role, tenantId: asTenantId(name.tenantId) }, rights);
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
