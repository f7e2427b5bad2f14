import { randomBytes } from "node:crypto";
import { findChannel } from "../channels/store.ts";
import type { Actor } from "../kernel/actor.ts";
import type { Read } from "../kernel/tx.ts";
import { mappingSyntax, mappingTooLarge, passing } from "../mapping/errors.ts";
import { check } from "../mapping/index.ts";
import { knowsItself, needsChannel, needsOperation, noSecrets, unfitSecret, unknownChannel } from "./errors.ts";
import type { SourceRecord } from "./record.ts";
import type { SourceKind } from "./schemas.ts";
import { knowsItself as isOfItself, refuseBeyondSource } from "./source-policy.ts";

type Wanted = Pick<SourceRecord, "kind" | "operation" | "mapping" | "settings">;

/** The errors of `refuseUnfit`. */
export const unfit = [
  needsOperation,
  knowsItself,
  needsChannel,
  unknownChannel,
  mappingSyntax,
  mappingTooLarge,
  ...passing,
] as const;

/** Rejects a source that could not work, or that would exceed its creator's scopes. */
export async function refuseUnfit(read: Read, actor: Actor, source: Wanted): Promise<void> {
  const { kind, operation, mapping, settings } = source;
  if (!isOfItself(kind)) {
    if (operation === null) throw needsOperation("/operation");
    if (mapping === null && kind !== "queue") throw needsOperation("/mapping");
    if (mapping !== null) await check(mapping, actor.tenantId);
  } else if (operation !== null || mapping !== null) throw knowsItself(kind);
  refuseBeyondSource(actor, source);
  if (kind !== "shopify") return;
  if (settings.channel === undefined) throw needsChannel();
  if ((await findChannel(read, settings.channel)) === undefined) throw unknownChannel(settings.channel);
}

export const makeSecret = (): string => `whsec_${randomBytes(32).toString("base64")}`;

/** We generate Standard Webhooks secrets; Stripe, Shopify and carriers issue theirs once they know our URL. */
export function secretFor(kind: SourceKind, given: string | undefined): { secret: string | undefined; made: boolean } {
  if (kind === "queue") {
    if (given !== undefined) throw noSecrets();
    return { secret: undefined, made: false };
  }
  if (given !== undefined) {
    if (kind === "standard" && !isStandardSecret(given)) throw unfitSecret();
    return { secret: given, made: false };
  }
  return kind === "standard" ? { secret: makeSecret(), made: true } : { secret: undefined, made: false };
}

function isStandardSecret(secret: string): boolean {
  const text = secret.replace(/^whsec_/, "");
  const { length } = Buffer.from(text, "base64");
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) && length >= 24 && length <= 64;
}
