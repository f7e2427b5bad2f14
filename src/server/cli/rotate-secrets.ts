import { setTimeout as sleep } from "node:timers/promises";
import { replaceSecret, SECRETS_HELD_MS } from "#config/secrets.ts";
import { allSealedColumns, aloneResealing, resealColumn, type Resealed, staleIn } from "#db/reseal.ts";
import type { ServerHub } from "../hub.ts";
import { type Command, optionsOf, say, UsageError } from "./command.ts";

/** Longer than anything made with a secret is valid: sessions last 30 days, customer links 60. */
const KEPT_DAYS = 90;
const MOST_PASSES = 10;

/**
 * Every process accepts the secrets of before, so that nobody is signed out and no cursor, upload or link ends. One that
 * was killed midway is finished by the next run, which then makes no secret of its own.
 */
export const rotateSecrets: Command = {
  words: "secrets rotate",
  options: "",
  summary:
    "Makes the next secret in DATA_DIR and seals everything with it, while the hub runs. With AUTH_SECRET set, seals everything with that one.",
  run: async (hub, given) => {
    optionsOf(given, []);
    const result = await aloneResealing(hub.db.listener, () => rotate(hub));
    if (result === undefined) throw new UsageError("Another process is rotating the secrets.");
    say(JSON.stringify(result, undefined, 2));
    return result.finished ? 0 : 1;
  },
};

async function rotate(hub: ServerHub) {
  const { config, secrets } = hub;
  const columns = await allSealedColumns();
  const stale = await Promise.all(columns.map((column) => staleIn(hub.db.sql, column, hub.sealer)));
  const isUnfinished = stale.some((count) => count > 0);
  const makes = config.authSecret === undefined && !isUnfinished;
  if (makes) await replaceSecret(config.dataDir, new Date(Date.now() - KEPT_DAYS * 86_400_000));
  secrets("now");
  // Until now other processes may have sealed with the secret before.
  await sleep(2 * SECRETS_HELD_MS);
  const sum: Resealed = { resealed: 0, unreadable: 0 };
  let finished = false;
  for (let pass = 0; pass < MOST_PASSES && !finished; pass += 1) {
    let resealed = 0;
    sum.unreadable = 0;
    for (const column of columns) {
      const done = await resealColumn(hub.db.sql, column, hub.sealer);
      resealed += done.resealed;
      sum.unreadable += done.unreadable;
    }
    sum.resealed += resealed;
    finished = resealed === 0;
  }
  return { made: makes, ...sum, finished, accepted: secrets().length };
}
