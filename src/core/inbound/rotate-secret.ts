import { notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { changed, openSource } from "./change-source.ts";
import { noSecrets, unfitSecret } from "./errors.ts";
import { secretRotated } from "./events.ts";
import { livingSecrets, sourceFacts } from "./record.ts";
import { RotatedSecret, RotateSecretInput } from "./schemas.ts";
import { makeSecret, secretFor } from "./source-rules.ts";
import { updateSource } from "./source-store.ts";

const HOUR_MS = 3_600_000;

export const rotateSecret = command({
  name: "inbound.rotateSecret",
  summary: "Rotates the secret of a source. The previous secret stays valid for a transition period.",
  scope: "webhooks:write",
  audience: "public",
  freshProof: true,
  input: RotateSecretInput,
  output: RotatedSecret,
  failures: [notFound, noSecrets, unfitSecret],
  secrets: ["secret"],
  run: async (context, { id, secret: given, overlapHours }) => {
    const { now, sealer, emit } = context;
    const before = await openSource(context, { id });
    if (before.kind === "queue") throw noSecrets();
    const secret = secretFor(before.kind, given).secret ?? makeSecret();
    const until = new Date(now.getTime() + overlapHours * HOUR_MS).toISOString();
    const [current] = livingSecrets(before.secrets, now);
    const previous = current === undefined || overlapHours === 0 ? [] : [{ ...current, expiresAt: until }];
    const secrets = [{ sealed: sealer.seal(secret), expiresAt: null }, ...previous];
    const after = changed(before, { secrets }, now);
    updateSource(context, after);
    emit(secretRotated(id, sourceFacts(after)));
    return { id, secret: given === undefined ? secret : null, previousUntil: previous[0]?.expiresAt ?? null };
  },
});
