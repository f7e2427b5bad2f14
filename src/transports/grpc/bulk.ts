import { z } from "zod";
import { type HubError, isHubError } from "#core/kernel/errors.ts";
import type { Command } from "#core/kernel/operation.ts";
import type { Visit } from "./methods.ts";

/** What a summary says of each message that was refused. */
export const Refused = z
  .object({
    index: z.int().describe("Of the message in the stream, from 0."),
    clientId: z.string().nullable(),
    kind: z.string(),
    code: z.string(),
    message: z.string(),
  })
  .meta({ id: "Refused" });
export type Refused = z.output<typeof Refused>;

export const ClientId = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, "1 to 200 visible ASCII characters.")
  .optional()
  .describe("Yours for this message: sent again under the same, also in another stream, it is not done again.");

export interface Bulk<I extends z.ZodType, O extends z.ZodType> {
  readonly operation: Command<I, O>;
  /** Messages that are done together; what is batched in the core shares a transaction. */
  readonly width: number;
  /** Hears what became of each message that was not refused. */
  readonly onDone: (output: z.output<O>) => void;
}

/**
 * Runs one command per message, some at a time, and answers which were refused. Rejects when all that follow would fail
 * too: sent again with the same idempotency key, what was done is not done twice.
 */
export async function inBulk<I extends z.ZodType, O extends z.ZodType>(
  visit: Visit,
  messages: AsyncIterable<unknown>,
  bulk: Bulk<I, O>,
): Promise<Refused[]> {
  const refused: Refused[] = [];
  let seen = 0;
  for await (const chunk of chunked(messages, bulk.width)) {
    const caller = await visit.enter(chunk.length);
    caller.admit(bulk.operation);
    const from = seen;
    seen += chunk.length;
    const calls = chunk.map(({ clientId, ...input }, at) =>
      caller.call(bulk.operation, input, { idempotencyKey: keyOf(visit, clientId, from + at) }),
    );
    for (const [at, end] of (await Promise.allSettled(calls)).entries()) {
      if (end.status === "fulfilled") bulk.onDone(end.value.output);
      else refused.push({ index: from + at, clientId: chunk[at]?.clientId ?? null, ...refusalOf(end.reason) });
    }
    if (visit.left.aborted) throw visit.left.reason;
  }
  return refused;
}

const Identified = z.looseObject({ clientId: z.string().optional() });
type Identified = z.output<typeof Identified>;

async function* chunked(messages: AsyncIterable<unknown>, width: number): AsyncGenerator<Identified[]> {
  let chunk: Identified[] = [];
  for await (const message of messages) {
    chunk.push(Identified.parse(message));
    if (chunk.length < width) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

function keyOf({ idempotencyKey }: Visit, clientId: string | undefined, index: number): string | undefined {
  if (clientId !== undefined) return clientId;
  return idempotencyKey === undefined ? undefined : `${idempotencyKey}/${index}`;
}

/** Refusals of one message. Any other ends the stream. */
const OF_ONE: ReadonlySet<HubError["kind"]> = new Set([
  "invalid",
  "not_found",
  "conflict",
  "precondition_failed",
  "key_reused",
]);

function refusalOf(reason: unknown): Pick<Refused, "kind" | "code" | "message"> {
  if (!isHubError(reason) || !OF_ONE.has(reason.kind)) throw reason;
  return { kind: reason.kind, code: reason.code, message: reason.message };
}
