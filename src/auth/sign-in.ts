import { createHash } from "node:crypto";
import type { Rights, UserRole } from "#core/kernel/actor.ts";
import { asTenantId, type TenantId } from "#core/kernel/ids.ts";
import { networkOf } from "#core/kernel/network.ts";
import { isStorableText } from "#core/kernel/storable.ts";
import { asHubError } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { isPassword } from "#core/users/password.ts";
import { throttled, wrongCredentials } from "./errors.ts";
import { type Counter, countersOf, WINDOW_MS } from "./sign-in-limits.ts";
import {
  addressesOf,
  countTry,
  type Credentials,
  findCredentials,
  forgive,
  throttleKey,
  type Window,
} from "./sign-in-store.ts";

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
  const counters = countersOf(email, ip).map((counter) => ({ ...counter, key: throttleKey(counter.name) }));
  try {
    const keys = counters.map(({ key }) => key);
    const windows = await countTry(sql, keys, { now, windowMs: WINDOW_MS });
    const user = await findCredentials(sql, email);
    const full = windows.filter(({ key, failures }) => failures > (counterOf(counters, key)?.most ?? 0));
    const [first] = full;
    if (first !== undefined && !(await isSpared(hub, { user, ip, counters, full })))
      throw throttled(Math.max(1, Math.ceil((first.startedAt.getTime() + WINDOW_MS - now.getTime()) / 1000)));
    const right = await isPassword(user?.passwordHash, password.slice(0, LONGEST));
    const verifiedHash = user?.passwordHash ?? null;
    if (user === undefined || verifiedHash === null || !right) throw wrongCredentials();
    const [own = "", ...shared] = keys;
    await forgive(sql, { own, shared }, now);
    const { id, tenantId, name, role, rights } = user;
    return { id, tenantId: asTenantId(tenantId), email: user.email, name, role, rights, verifiedHash };
  } catch (error) {
    throw asHubError(error);
  }
}

type Keyed = Counter & { readonly key: string };

const counterOf = (counters: readonly Keyed[], key: string) => counters.find((each) => each.key === key);

interface Crowded {
  readonly user: Credentials | undefined;
  readonly ip: string | undefined;
  readonly counters: readonly Keyed[];
  readonly full: readonly Window[];
}

/** Whether only a shared limit is exceeded while this user has signed in from this network before. */
async function isSpared(hub: Hub, { user, ip, counters, full }: Crowded): Promise<boolean> {
  if (user === undefined || ip === undefined) return false;
  if (full.some(({ key }) => counterOf(counters, key)?.sparesKnown !== true)) return false;
  const since = new Date(hub.clock().getTime() - KNOWN_MS);
  const seen = await addressesOf(hub.db.sql, user, since);
  return seen.some((address) => networkOf(address) === networkOf(ip));
}
