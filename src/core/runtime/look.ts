import type { z } from "zod";
import type { Lookup, ReadContext } from "../kernel/operation.ts";
import { authorise, parseInput } from "./admit.ts";

export type Answers<V extends z.ZodType> = readonly (z.output<V> | null)[];

/**
 * Resolves any number of keys chunk by chunk, aligned with the keys: one statement per chunk, with at most one chunk
 * in memory.
 */
export async function* answers<K extends z.ZodType, V extends z.ZodType>(
  context: ReadContext,
  lookup: Lookup<K, V>,
  keys: Iterable<unknown> | AsyncIterable<unknown>,
): AsyncGenerator<Answers<V>, void> {
  authorise(context.actor, lookup, context.now);
  let chunk: z.output<K>[] = [];
  let seen = 0;
  for await (const key of keys) {
    chunk.push(parseInput(lookup.key, key, `/${seen}`));
    seen += 1;
    if (chunk.length < lookup.chunk) continue;
    yield await answersTo(context, lookup, chunk);
    chunk = [];
  }
  if (chunk.length > 0) yield await answersTo(context, lookup, chunk);
}

async function answersTo<K extends z.ZodType, V extends z.ZodType>(
  context: ReadContext,
  lookup: Lookup<K, V>,
  keys: readonly z.output<K>[],
): Promise<Answers<V>> {
  const wanted = new Map(keys.map((key) => [lookup.identify(key), key]));
  const found = new Map(await lookup.read(context, [...wanted.values()]));
  return lookup.output.parse(keys.map((key) => found.get(lookup.identify(key)) ?? null));
}

/** The rows for these keys, each once and in their order, within a query's own read. */
export async function foundBy<K extends z.ZodType, V extends z.ZodType>(
  context: ReadContext,
  lookup: Lookup<K, V>,
  keys: readonly z.output<K>[],
): Promise<z.output<V>[]> {
  const distinct = new Map(keys.map((key) => [lookup.identify(key), key]));
  const found: z.output<V>[] = [];
  for await (const part of answers(context, lookup, distinct.values()))
    for (const answer of part) if (answer !== null) found.push(answer);
  return found;
}
