import { z } from "zod";
import { type HubError, invalid, isHubError } from "#core/kernel/errors.ts";
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
  const free = (await visit.enter(0)).connect(bulk.operation); // before a message is read and held
  const refused: Refused[] = [];
  let seen = 0;
  try {
    for await (const chunk of chunked(messages, bulk.width)) {
      refused.push(...(await runChunk(visit, chunk, { ...bulk, from: seen })));
      seen += chunk.length;
      if (visit.left.aborted) throw visit.left.reason;
      if (refused.length > MOST_REFUSED) throw tooManyRefused();
    }
  } finally {
    free();
  }
  return refused;
}

/** Returns the refused messages; `from`: the place of the chunk in the stream. */
async function runChunk<I extends z.ZodType, O extends z.ZodType>(
  visit: Visit,
  chunk: readonly Identified[],
  { operation, onDone, from }: Bulk<I, O> & { readonly from: number },
): Promise<Refused[]> {
  const caller = await visit.enter(chunk.length);
  caller.admit(operation);
  const calls = chunk.map(async ({ clientId, ...input }, at) => {
    if (!ClientId.safeParse(clientId).success) throw wrongClientId();
    return caller.call(operation, input, { idempotencyKey: keyOf(visit, clientId, from + at) });
  });
  return (await Promise.allSettled(calls)).flatMap((end, at) => {
    if (end.status === "rejected")
      return [{ index: from + at, clientId: shownId(chunk[at]), ...refusalOf(end.reason) }];
    onDone(end.value.output);
    return [];
  });
}

/** A summary must fit into one message. */
const MOST_REFUSED = 5000;
const tooManyRefused = (): HubError =>
  invalid([{ detail: `More than ${MOST_REFUSED} messages were refused: nothing after them was done.` }]);
const wrongClientId = (): HubError =>
  invalid([{ pointer: "/clientId", detail: "A clientId has 1 to 200 visible ASCII characters." }]);

/** A wrong one is not returned: it may be of any length. */
const shownId = (message: Identified | undefined): string | null => ClientId.safeParse(message?.clientId).data ?? null;

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
