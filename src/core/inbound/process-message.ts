import { unknownTrackingNumber } from "../fulfillment/errors.ts";
import { type Actor, systemActor } from "../kernel/actor.ts";
import { type HubError, isHubError } from "../kernel/errors.ts";
import type { TenantId } from "../kernel/ids.ts";
import { storable, unstorableAt } from "../kernel/storable.ts";
import { evaluate } from "../mapping/index.ts";
import { execute } from "../runtime/execute.ts";
import type { Hub } from "../runtime/hub.ts";
import { beginMessage } from "./begin-message.ts";
import { ignored, needsOperation, uncertain, unknownOrder, unmapped } from "./errors.ts";
import { finishMessage } from "./finish-message.ts";
import { kinds } from "./kinds/catalogue.ts";
import type { Work } from "./kinds/kind.ts";
import { readMessage } from "./message-store.ts";
import { readJson } from "./read-json.ts";
import type { FullMessageRecord } from "./record.ts";
import type { MessageError, MessageResult, TargetName } from "./schemas.ts";
import { targets } from "./targets.ts";

/** Retryable: the subject may still arrive, as when a cancellation overtakes its order. */
const EARLY: ReadonlySet<string> = new Set([unknownOrder.code, unknownTrackingNumber.code]);
/** The outcome is unknown, so the same input is sent again with the same idempotency key. */
const UNSETTLED: ReadonlySet<string> = new Set(["unavailable", "timeout", "limited"]);
const IN_PROGRESS = "idempotency.in_progress";
/** Idempotency keys last a day; well before, a message that was started and never finished needs a person. */
const KEY_KEPT_MS = 20 * 3_600_000;
const EARLY_TRIES = 12;
/** Internal errors may be transient; after so many tries the message fails visibly. */
const HOPELESS_TRIES = 6;

/**
 * Processes a message: maps it and runs its operation once. Any worker may run it, also two concurrently: the mapped
 * input is stored first, and the operation runs with an idempotency key of the message, so that retries after a crash
 * have one effect. Rejects when it should be retried later.
 */
export async function processMessage(hub: Hub, tenantId: TenantId, messageId: string): Promise<void> {
  const message = await readMessage(hub.db.read(tenantId), messageId);
  if (message === undefined || message.state === "processed" || message.state === "ignored") return;
  const actor = systemActor(tenantId, `inbound ${message.sourceCode}`);
  const run = { hub, actor, message };
  try {
    const result = await work(run);
    if (result !== undefined) await finish(run, { state: "processed", result });
  } catch (error) {
    if (!isHubError(error) || isUnsettled(error, message.attempts)) throw error;
    const state = error.code === ignored.code ? "ignored" : "failed";
    await finish(run, { state, error: errorOf(error) });
    if (EARLY.has(error.code) && message.attempts < EARLY_TRIES) throw error;
  }
}

const isUnsettled = ({ kind, code }: HubError, attempts: number): boolean =>
  kind === "internal" ? attempts < HOPELESS_TRIES : UNSETTLED.has(kind) || code === IN_PROGRESS;

interface Run {
  readonly hub: Hub;
  readonly actor: Actor;
  readonly message: FullMessageRecord;
}

type Outcome =
  | { readonly state: "processed"; readonly result: MessageResult }
  | { readonly state: "failed" | "ignored"; readonly error: MessageError };

async function finish({ hub, actor, message }: Run, outcome: Outcome): Promise<void> {
  await execute(hub, actor, finishMessage, { id: message.id, outcome }, { transport: "worker" });
}

/** Undefined when another worker has finished it in the meantime. */
async function work({ hub, actor, message }: Run): Promise<MessageResult | undefined> {
  const begunBefore = message.state === "received" && message.mapped !== null;
  const lastTriedMs = message.processedAt?.getTime() ?? 0;
  if (begunBefore && hub.clock().getTime() - lastTriedMs > KEY_KEPT_MS) throw uncertain();
  const { operation, input } = begunBefore
    ? { operation: operationOf(message), input: message.mapped }
    : await translate({ hub, actor, message });
  const begin = { id: message.id, operation, mapped: input };
  const { output: begun } = await execute(hub, actor, beginMessage, begin, { transport: "worker" });
  if (begun === null) return undefined;
  await hub.race?.("inbound.process:begun");
  const target = targets[operation];
  const runner: Actor = {
    ...actor,
    id: `inbound:${message.sourceId}`,
    name: message.sourceName,
    scopes: new Set([target.operation.scope]),
  };
  const options = { transport: "webhook", idempotencyKey: `inbound:${message.id}` } as const;
  const result = await target.run(hub, runner, { input: begun.mapped, options });
  await hub.race?.("inbound.process:done");
  return result;
}

async function translate({ actor, message }: Run): Promise<Work> {
  const { source, headers, type } = message;
  const body = readJson(message.body);
  const own = kinds[source.kind].translate;
  const made: Work =
    own === undefined
      ? {
          operation: operationOf(message),
          input: source.mapping === null ? body : await evaluate(source.mapping, body, { tenantId: actor.tenantId }),
        }
      : own({ headers, type, body, settings: source.settings });
  if (made.input === null) throw ignored("The mapping makes nothing of this message.");
  const pointer = unstorableAt(made.input);
  if (pointer !== undefined) throw unmapped([{ pointer, detail: "A text holds NUL or half of a surrogate pair." }]);
  return made;
}

/** The vendor kind decides again from the message; the source supplies the rest. */
function operationOf(message: FullMessageRecord): TargetName {
  const { source, headers, type } = message;
  const own = kinds[source.kind].translate;
  if (own !== undefined)
    return own({ headers, type, body: readJson(message.body), settings: source.settings }).operation;
  if (source.operation === null) throw needsOperation("/operation");
  return source.operation;
}

const errorOf = ({ code, message, errors }: HubError): MessageError =>
  storable({ code, message, errors: errors.map((error) => ({ ...error })) });
