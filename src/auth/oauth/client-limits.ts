import { networkOf } from "#core/kernel/network.ts";
import type { Hub } from "#core/runtime/hub.ts";
import { throttled } from "#core/throttle/errors.ts";
import { WINDOW_MS } from "#core/throttle/limits.ts";
import { countTry, readTries, throttleKey, type Window } from "#core/throttle/store.ts";
import { secondsLeft } from "#core/throttle/tries.ts";

/** As for passwords: wrong secrets per client and network, and per network over all clients. */
const OF_PAIR = 5;
const OF_NETWORK = 35;

const keysOf = (clientId: string, ip: string | undefined) => {
  const network = ip === undefined ? "unknown" : networkOf(ip);
  return { pair: throttleKey(`client:${clientId} network:${network}`), network: throttleKey(`clients of ${network}`) };
};

/** Refuses a further guess at a client. The right secret is always accepted: strangers who know its id cannot lock it out. */
export async function refuseGuessed(hub: Hub, clientId: string, ip: string | undefined): Promise<void> {
  const now = hub.clock();
  const { pair } = keysOf(clientId, ip);
  const [window] = await readTries(hub.db.sql, [pair], new Date(now.getTime() - WINDOW_MS));
  if (window !== undefined && window.failures >= OF_PAIR) throw tooMany(window, now);
}

/** Counts a wrong secret, over all processes. Successes cost no write: a secret is too long to be guessed. */
export async function countGuess(hub: Hub, clientId: string, ip: string | undefined): Promise<void> {
  const now = hub.clock();
  const { pair, network } = keysOf(clientId, ip);
  const keys = ip === undefined ? [pair] : [pair, network];
  const windows = await countTry(hub.db.sql, keys, { now, windowMs: WINDOW_MS });
  const full = windows.find(({ key, failures }) => failures > (key === pair ? OF_PAIR : OF_NETWORK));
  if (full !== undefined) throw tooMany(full, now);
}

const tooMany = (window: Window, now: Date) => throttled(secondsLeft(window, now));
