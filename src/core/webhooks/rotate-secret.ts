import { notFound } from "../kernel/errors.ts";
import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { updateEndpoint } from "./endpoint-store.ts";
import { secretRotated } from "./events.ts";
import { openEndpoint } from "./open-endpoint.ts";
import { RotateSecretInput, SecretAnswer } from "./schemas.ts";
import { endSecrets, insertSecret } from "./secret-store.ts";
import { makeSecret, receiverSecret } from "./signing.ts";

const HOUR_MS = 3_600_000;

export const rotateSecret = command({
  name: "webhooks.rotateSecret",
  summary: "Rotates the signing secret. Previous secrets keep signing for some hours, so that receivers can switch.",
  scope: "webhooks:write",
  audience: "public",
  freshProof: true,
  input: RotateSecretInput,
  output: SecretAnswer,
  failures: [notFound],
  secrets: ["secret"],
  run: async (context, { id, overlapHours }) => {
    const { now, sealer, emit } = context;
    const endpoint = await openEndpoint(context, { id });
    const until = new Date(now.getTime() + overlapHours * HOUR_MS);
    const previousUntil = overlapHours === 0 ? null : until.toISOString();
    const secret = makeSecret(endpoint.signing);
    endSecrets(context, id, until);
    insertSecret(context, id, { id: newId(), kind: secret.kind, sealed: sealer.seal(secret.text), expiresAt: null });
    updateEndpoint(context, { ...endpoint, version: endpoint.version + 1, updatedAt: now });
    emit(secretRotated(id, { previousUntil }));
    return { id, signing: endpoint.signing, secret: receiverSecret(secret), previousUntil };
  },
});
