import { createHash } from "node:crypto";
import { asHubError } from "#core/execute.ts";
import type { Hub } from "#core/hub.ts";
import type { Role } from "#core/kernel/actor.ts";
import { asTenantId, type TenantId } from "#core/kernel/ids.ts";
import { isStorableText } from "#core/kernel/storable.ts";
import { isPassword } from "#core/users/password.ts";
import { throttled, wrongCredentials } from "./errors.ts";
import { countTry, findCredentials, forgive, throttleKey } from "./sign-in-store.ts";

export interface SignInInput {
  readonly email: string;
  readonly password: string;
  /** The caller's address; absent when it is not known. */
  readonly ip?: string | undefined;
}

export interface SignedIn {
  readonly id: string;
  readonly tenantId: TenantId;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

const WINDOW_MS = 15 * 60_000;
const TRIES_PER_EMAIL = 5;
const TRIES_PER_ADDRESS = 30;

const running = new WeakMap<Hub, Map<string, Promise<SignedIn>>>();

/**
 * Checks an email and a password. Rejects with `auth.invalid_credentials`, after the same work whether or not there is
 * such a user, or with `auth.throttled`. The same pair sent many times at once is one try.
 */
export function signIn(hub: Hub, input: SignInInput): Promise<SignedIn> {
  const tries = running.get(hub) ?? new Map<string, Promise<SignedIn>>();
  running.set(hub, tries);
  const email = input.email.trim().toLowerCase();
  const name = createHash("sha256")
    .update(JSON.stringify([email, input.password, input.ip]))
    .digest("base64");
  const known = tries.get(name);
  if (known !== undefined) return known;
  const trying = attempt(hub, { ...input, email }).finally(() => tries.delete(name));
  tries.set(name, trying);
  return trying;
}

async function attempt(hub: Hub, { email, password, ip }: SignInInput): Promise<SignedIn> {
  const { sql } = hub.db;
  const now = hub.clock();
  const keys = { email: throttleKey(`email:${email}`), ip: ip === undefined ? undefined : throttleKey(`ip:${ip}`) };
  try {
    const counted = keys.ip === undefined ? [keys.email] : [keys.email, keys.ip];
    const windows = await countTry(sql, counted, { now, windowMs: WINDOW_MS });
    const full = windows.find(
      ({ key, failures }) => failures > (key === keys.email ? TRIES_PER_EMAIL : TRIES_PER_ADDRESS),
    );
    if (full !== undefined)
      throw throttled(Math.max(1, Math.ceil((full.startedAt.getTime() + WINDOW_MS - now.getTime()) / 1000)));
    const user = isStorableText(email) ? await findCredentials(sql, email) : undefined;
    const right = await isPassword(user?.passwordHash, password);
    if (user === undefined || !right) throw wrongCredentials();
    await forgive(sql, keys, now);
    const { id, tenantId, name, role } = user;
    return { id, tenantId: asTenantId(tenantId), email: user.email, name, role };
  } catch (error) {
    throw asHubError(error);
  }
}
