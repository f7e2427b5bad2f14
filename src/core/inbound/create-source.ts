import { newId } from "../kernel/ids.ts";
import { command } from "../kernel/operation.ts";
import { codeTaken, noSecrets, unfitSecret } from "./errors.ts";
import { sourceCreated } from "./events.ts";
import { sourceFacts, type SourceRecord, viewOf } from "./record.ts";
import { CreatedSource, CreateSourceInput } from "./schemas.ts";
import { refuseUnfit, secretFor, unfit } from "./source-rules.ts";
import { insertSource } from "./source-store.ts";

export const createSource = command({
  name: "inbound.createSource",
  summary: "Creates an inbound webhook source. Returns its URL and, only in this response, its secret.",
  scope: "webhooks:write",
  audience: "public",
  input: CreateSourceInput,
  output: CreatedSource,
  failures: [noSecrets, unfitSecret, codeTaken, ...unfit],
  secrets: ["secret"],
  run: async (context, { secret: given, ...input }) => {
    const { tx, now, actor, sealer, emit } = context;
    const { secret, made } = secretFor(input.kind, given);
    await refuseUnfit(tx, actor, input);
    await context.race("inbound.createSource:read");
    const source: SourceRecord = {
      ...input,
      id: newId(),
      status: "enabled",
      secrets: secret === undefined ? [] : [{ sealed: sealer.seal(secret), expiresAt: null }],
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    if (!(await insertSource(context, source))) throw codeTaken(input.code);
    emit(sourceCreated(source.id, sourceFacts(source)));
    return { ...viewOf(source, now), secret: made ? (secret ?? null) : null };
  },
});
