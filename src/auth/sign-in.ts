import { createHash } from "node:crypto";
import type { Rights, UserRole } from "#core/kernel/actor.ts";
import { asTenantId, type TenantId } from "#core/kernel/ids.ts";
import { networkOf } from "#core/kernel/network.ts";
import { isStorableText } from "#core/kernel/storable.ts";
import { asHubError } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { throttled } from "#core/throttle/errors.ts";
import { signInCounters } from "#core/throttle/limits.ts";
import { countAttempt, type Crowd, forgiveAttempt } from "#core/throttle/tries.ts";
import { isPassword } from "#core/users/password.ts";
import { wrongCredentials } from "./errors.ts";
import { addressesOf, type Credentials, findCredentials } from "./sign-in-store.ts";

export interface SignInInput {
  readonly email: string;
  readonly password: string;
  /** The caller's IP address; absent when unknown. */
  readonly ip?: string | undefined;
}

export interface SignedIn {
  readonly id: string;
  readonly tenantId: TenantId;
  readonly email: string;
  readonly name: string;
  readonly role: UserRole;
  readonly rights: Rights;
  /** Whether the password alone opens nothing. */
  readonly needsFactor: boolean;
  /** The hash that the password had: what is begun with it counts only while it stands. */
  readonly verifiedHash: string;
}

/** How long a successful sign-in keeps its network known. */
const KNOWN_MS = 90 * 24 * 3_600_000;

const running = new WeakMap<Hub, Map<string, Promise<SignedIn>>>();

/**
 * Checks an email and a password. Rejects with `auth.invalid_credentials`, in the same time whether or not the user
 * exists, or with `auth.throttled`. Identical parallel attempts count as one.
 */
export function signIn(hub: Hub, input: SignInInput): Promise<SignedIn> {
  const tries = running.get(hub) ?? new Map<string, Promise<SignedIn>>();
  running.set(hub, tries);
  const email = readable(input.email);
  const name = createHash("sha256")
    .update(JSON.stringify([email, input.password, input.ip]))
    .digest("base64");
  const known = tries.get(name);
  if (known !== undefined) return known;
  const trying = attempt(hub, { ...input, email }).finally(() => tries.delete(name));
  tries.set(name, trying);
  return trying;
}

const LONGEST = 320;

/** An email in its stored form; a string that is no email matches no account. */
function readable(text: string): string {
  const email = text.trim().toLowerCase();
  return email.length > LONGEST || !isStorableText(email) ? "" : email;
}

async function attempt(hub: Hub, { email, password, ip }: SignInInput): Promise<SignedIn> {
  const { sql } = hub.db;
  const now = hub.clock();
  const counters = signInCounters(email, ip);
  try {
    const crowd = await countAttempt(sql, counters, now);
    const user = await findCredentials(sql, email);
    if (crowd !== undefined && !(await isSpared(hub, { user, ip, crowd }))) throw throttled(crowd.retryAfterS);
    const right = await isPassword(user?.passwordHash, password.slice(0, LONGEST));
    const verifiedHash = user?.passwordHash ?? null;
    if (user === undefined || verifiedHash === null || !right) throw wrongCredentials();
    await forgiveAttempt(sql, counters, now);
    const { id, tenantId, name, role, rights, needsFactor } = user;
    return { id, tenantId: asTenantId(tenantId), email: user.email, name, role, rights, needsFactor, verifiedHash };
  } catch (error) {
    throw asHubError(error);
  }
}

interface Crowded {
  readonly user: Credentials | undefined;
  readonly ip: string | undefined;
  readonly crowd: Crowd;
}

/** Whether only a shared limit is exceeded while this user has signed in from this network before. */
async function isSpared(hub: Hub, { user, ip, crowd }: Crowded): Promise<boolean> {
  if (user === undefined || ip === undefined) return false;
  if (crowd.full.some(({ sparesKnown }) => !sparesKnown)) return false;
  const since = new Date(hub.clock().getTime() - KNOWN_MS);
  const seen = await addressesOf(hub.db.sql, user, since);
  return seen.some((address) => networkOf(address) === networkOf(ip));
}
