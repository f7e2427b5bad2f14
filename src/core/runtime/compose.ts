import type { z } from "zod";
import { type HubError, isHubError } from "../kernel/errors.ts";
import type { EventDraft } from "../kernel/event.ts";
import type { Call, Command, Outcome, WriteContext } from "../kernel/operation.ts";
import { authorise, parseInput } from "./admit.ts";

/** The input of a nested call. */
export interface Within extends WriteContext, Pick<Call<unknown>, "actor" | "emit"> {}

/**
 * Runs another command in this one's transaction: scope, input and output are checked as for an outside call, and its
 * rejection rejects the outer call. The outer call's idempotency key covers it: it has none of its own.
 */
export async function call<I extends z.ZodType, O extends z.ZodType>(
  context: Within,
  operation: Command<I, O>,
  input: unknown,
): Promise<z.output<O>> {
  const { actor, emit } = context;
  const [outcome] = await callMany(context, operation, [{ actor, emit, input }]);
  if (outcome === undefined) throw new Error(`${operation.name} did not answer`);
  if ("refused" in outcome) throw outcome.refused;
  return outcome.ok;
}

/**
 * Runs many calls of a batched command in this one's transaction, each with its own outcome; events of rejected ones
 * are discarded. An unbatched command may have written before it rejected, so that it takes one call.
 */
export async function callMany<I extends z.ZodType, O extends z.ZodType>(
  context: WriteContext,
  operation: Command<I, O>,
  calls: readonly Call<unknown>[],
): Promise<Outcome<z.output<O>>[]> {
  if (calls.length > 1 && !operation.batched) throw new Error(`${operation.name} takes one call at a time`);
  const admitted = calls.map((each) => admit(operation, each));
  const able = admitted.flatMap((each) => ("refused" in each ? [] : [each]));
  const results = able.length === 0 ? [] : await operation.runMany(context, able);
  const left = results.values();
  return admitted.map((each, index): Outcome<z.output<O>> => {
    if ("refused" in each) return each;
    const outcome = left.next().value;
    if (outcome === undefined) throw new Error(`${operation.name} gave fewer outcomes than it was given calls`);
    if ("refused" in outcome) return outcome;
    for (const draft of each.drafts) calls[index]?.emit(draft);
    return { ok: operation.output.parse(outcome.ok) };
  });
}

interface Admitted<I> extends Call<I> {
  readonly drafts: readonly EventDraft[];
}

function admit<I extends z.ZodType>(
  operation: Command<I>,
  { actor, input }: Call<unknown>,
): Admitted<z.output<I>> | { readonly refused: HubError } {
  try {
    authorise(actor, operation);
    const drafts: EventDraft[] = [];
    const emit = (draft: EventDraft) => void drafts.push(draft);
    return { actor, input: parseInput(operation.input, input), emit, drafts };
  } catch (error) {
    if (isHubError(error)) return { refused: error };
    throw error;
  }
}
