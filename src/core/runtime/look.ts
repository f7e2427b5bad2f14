import type { z } from "zod";
import type { Lookup, ReadContext } from "../kernel/operation.ts";
import { authorise, parseInput } from "./admit.ts";

export type Answers<V extends z.ZodType> = readonly (z.output<V> | null)[];

/**
 * The answers to any number of keys, a chunk at a time, each aligned with its keys: one statement per chunk, and never
 * more than one chunk in memory.
 */
export async function* answers<K extends z.ZodType, V extends z.ZodType>(
  context: ReadContext,
  lookup: Lookup<K, V>,
  keys: Iterable<unknown> | AsyncIterable<unknown>,
): AsyncGenerator<Answers<V>, void> {
  authorise(context.actor, lookup);
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

/** What a query finds by these keys, each once and in their order, as a part of its own read. */
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
