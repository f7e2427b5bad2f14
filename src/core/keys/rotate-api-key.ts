import { KEY_LEASE_MS } from "../kernel/credential-lease.ts";
import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { beyondOwnScopes } from "../kernel/own-scopes.ts";
import { openKey } from "./access.ts";
import { keyEnded, notOwnKey } from "./errors.ts";
import { apiKeyRotated } from "./events.ts";
import { hashOf, hintOf, makeKey, makeSoapSecret } from "./key-format.ts";
import { viewOf } from "./record.ts";
import { CreatedApiKey, RotateApiKeyInput } from "./schemas.ts";
import { endFormerSecrets, retireSecret } from "./secret-store.ts";
import { type KeyRecord, replaceSecret } from "./store.ts";

const HOUR_MS = 3_600_000;

export const rotateApiKey = command({
  name: "apiKeys.rotate",
  summary: "Gives a key a new secret, shown only in this response. The one before works on for the overlap.",
  scope: "keys:write",
  audience: "public",
  freshProof: true,
  settleMs: KEY_LEASE_MS + 50,
  input: RotateApiKeyInput,
  output: CreatedApiKey,
  failures: [notFound, beyondOwnScopes, keyEnded, notOwnKey],
  secrets: ["secret", "soapSecret"],
  run: async (context, { id, overlapHours }) => {
    const { now, emit, sealer } = context;
    const before = await openKey(context, { id, ofItself: true });
    const secret = makeKey();
    const soapSecret = before.hasSoapSecret ? makeSoapSecret() : null;
    const until = new Date(now.getTime() + overlapHours * HOUR_MS);
    endFormerSecrets(context, id, until);
    retireSecret(context, id, until);
    const soapSealed = soapSecret === null ? null : sealer.seal(soapSecret);
    const after: KeyRecord = {
      ...before,
      hint: hintOf(secret),
      lastUsedAt: null,
      rotatedAt: now,
      version: before.version + 1,
      formerSecrets: [
        { hint: before.hint, endsAt: until, lastUsedAt: before.lastUsedAt },
        ...before.formerSecrets.map((one) => ({ ...one, endsAt: new Date(one.endsAt) < until ? one.endsAt : until })),
      ],
    };
    replaceSecret(context, after, { hash: hashOf(secret), soapSecret: soapSealed });
    emit(apiKeyRotated(id, { name: after.name, previousUntil: overlapHours === 0 ? null : until.toISOString() }));
    return { ...viewOf(after, now), secret, soapSecret };
  },
});
