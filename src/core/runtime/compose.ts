import type { z } from "zod";
import { type HubError, isHubError } from "../kernel/errors.ts";
import type { Call, Command, Outcome, WriteContext } from "../kernel/operation.ts";
import { authorise, parseInput } from "./admit.ts";
import { Emissions } from "./emissions.ts";

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
  const emissions = new Emissions<number>();
  const admitted = calls.map((each, index) =>
    admit(operation, { ...each, emit: emissions.emitterOf(index) }, context.now),
  );
  const able = admitted.flatMap((each) => ("refused" in each ? [] : [each]));
  const results = able.length === 0 ? [] : await operation.runMany(context, able);
  const left = results.values();
  const outcomes = admitted.map((each): Outcome<z.output<O>> => {
    if ("refused" in each) return each;
    const outcome = left.next().value;
    if (outcome === undefined) throw new Error(`${operation.name} gave fewer outcomes than it was given calls`);
    return "refused" in outcome ? outcome : { ok: operation.output.parse(outcome.ok) };
  });
  const accepted = new Set(outcomes.flatMap((outcome, index) => ("ok" in outcome ? [index] : [])));
  for (const { by, draft } of emissions.of(accepted)) calls[by]?.emit(draft);
  return outcomes;
}

function admit<I extends z.ZodType>(
  operation: Command<I>,
  { actor, input, emit }: Call<unknown>,
  now: Date,
): Call<z.output<I>> | { readonly refused: HubError } {
  try {
    authorise(actor, operation, now);
    return { actor, input: parseInput(operation.input, input), emit };
  } catch (error) {
    if (isHubError(error)) return { refused: error };
    throw error;
  }
}
