import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { secretRevealed } from "./events.ts";
import { openEndpoint } from "./open-endpoint.ts";
import { EndpointId, SecretAnswer } from "./schemas.ts";
import { readSecrets } from "./secret-store.ts";
import { receiverSecret } from "./signing.ts";

export const revealSecret = command({
  name: "webhooks.revealSecret",
  summary: "Reveals the current signing secret. The access is recorded in the timeline.",
  scope: "webhooks:write",
  audience: "public",
  freshProof: true,
  input: EndpointId,
  output: SecretAnswer,
  failures: [notFound],
  secrets: ["secret"],
  run: async (context, { id }) => {
    const { tx, now, sealer, emit } = context;
    const [, secrets] = await Promise.all([openEndpoint(context, { id }), readSecrets(tx, id, now)]);
    const [newest, previous] = secrets;
    if (newest === undefined) throw notFound("webhook endpoint", id);
    emit(secretRevealed(id, {}));
    const secret = receiverSecret({ kind: newest.kind, text: sealer.open(newest.sealed) });
    return { id, signing: newest.kind, secret, previousUntil: previous?.expiresAt?.toISOString() ?? null };
  },
});
