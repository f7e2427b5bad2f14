import { resetOver } from "#core/accounts/errors.ts";
import { beginReset, finishReset } from "#core/accounts/index.ts";
import { hashOf } from "#core/accounts/secret-format.ts";
import { systemActor } from "#core/kernel/actor.ts";
import { asTenantId } from "#core/kernel/ids.ts";
import { isStorableText } from "#core/kernel/storable.ts";
import { asHubError, execute } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { throttled } from "#core/throttle/errors.ts";
import { networkName } from "#core/throttle/limits.ts";
import { countAttempt, forgiveAttempt } from "#core/throttle/tries.ts";
import { findCredentials, tenantOfReset } from "./sign-in-store.ts";

/** Of the page and the process that asks. */
export interface From {
  readonly ip: string | undefined;
  readonly address?: string | undefined;
  readonly device?: string | undefined;
  readonly publicUrl: string;
  readonly sends: boolean;
}

const MAILS = 3;
const OF_NETWORK = 20;
const LONGEST = 320;

/**
 * Counts a wish for a link, the same for every address. Rejects with `auth.throttled` when a network asks too often; resolves with
 * the work that may follow the answer, so that its time tells nothing of who has an account.
 */
export async function askForReset(hub: Hub, email: string, from: From): Promise<() => Promise<void>> {
  const name = email.trim().toLowerCase();
  if (name.length > LONGEST || !isStorableText(name)) return async () => undefined;
  const network = { name: `resets of ${networkName(from.ip)}`, most: OF_NETWORK, sparesKnown: false };
  const account = { name: `reset of email:${name}`, most: MAILS, sparesKnown: false };
  const crowd = await counting(
    countAttempt(hub.db.sql, from.ip === undefined ? [account] : [account, network], hub.clock()),
  );
  if (crowd?.full.includes(network) === true) throw throttled(crowd.retryAfterS);
  // An account that is asked for too often gets no more mails, and nobody learns that.
  if (crowd !== undefined) return async () => undefined;
  return () => mailLink(hub, name, from);
}

async function mailLink(hub: Hub, email: string, { address, device, publicUrl, sends }: From): Promise<void> {
  const user = await findCredentials(hub.db.sql, email);
  if (user === undefined) return;
  const actor = systemActor(asTenantId(user.tenantId), "password reset");
  const input = { userId: user.id, address, device, publicUrl, sends };
  await execute(hub, actor, beginReset, input, { transport: "page", address });
}

interface Chosen {
  readonly token: string;
  readonly password: string;
}

/** Sets the password by a mailed token. Tokens are too long to be guessed; who tries is slowed down all the same. */
export async function chooseByLink(hub: Hub, { token, password }: Chosen, { ip, ...from }: From): Promise<void> {
  const counters = [{ name: `reset links of ${networkName(ip)}`, most: OF_NETWORK, sparesKnown: false }];
  const crowd = await counting(countAttempt(hub.db.sql, counters, hub.clock()));
  if (crowd !== undefined) throw throttled(crowd.retryAfterS);
  const tenantId = await counting(tenantOfReset(hub.db.sql, hashOf(token)));
  if (tenantId === undefined) throw resetOver();
  const actor = systemActor(asTenantId(tenantId), "password reset");
  await execute(hub, actor, finishReset, { ...from, token, password }, { transport: "page", address: ip });
  await counting(forgiveAttempt(hub.db.sql, counters, hub.clock()));
}

const counting = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw asHubError(error);
  });
