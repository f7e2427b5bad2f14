import type { z } from "zod";
import type { Query } from "#core/kernel/operation.ts";
import type { Caller } from "#transports/gateway/caller.ts";
import { unknownName } from "#transports/shared/http-refusal.ts";
import { nearestName } from "#transports/shared/nearest.ts";

/** Runs another query as the same caller, with the caller's scopes. */
export type Ask = <I extends z.ZodType, O extends z.ZodType>(
  query: Query<I, O>,
  input: unknown,
) => Promise<z.output<O>>;

export interface Entry {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** What an entry may bring along: one call for a whole page, answered by the entries' ids. */
export interface Include {
  /** Of what is brought along for one entry; null where there is none. */
  readonly schema: z.ZodType;
  readonly load: (ask: Ask, entries: readonly Entry[]) => Promise<ReadonlyMap<string, unknown>>;
}

export function includesFrom(texts: readonly string[], known: ReadonlyMap<string, Include>): string[] {
  const names = texts.flatMap((text) => text.split(",")).map((name) => name.trim());
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined)
    throw unknownName({
      parameter: "include",
      name: unknown.slice(0, 80),
      nearest: nearestName(unknown, [...known.keys()]),
    });
  return [...new Set(names)];
}

interface Wanted {
  readonly names: readonly string[];
  readonly known: ReadonlyMap<string, Include>;
}

/** The body with an `included` object in each of its entries. */
export async function withIncluded(body: unknown, { names, known }: Wanted, caller: Caller): Promise<unknown> {
  const ask: Ask = async (query, input) => (await caller.call(query, input)).output;
  const entries = entriesOf(body);
  const found = await Promise.all(
    names.map(async (name) => {
      const loaded = entries.length === 0 ? undefined : await known.get(name)?.load(ask, entries);
      return [name, loaded] as const;
    }),
  );
  const laden = entries.map((entry) => ({
    ...entry,
    included: Object.fromEntries(found.map(([name, loaded]) => [name, loaded?.get(entry.id) ?? null])),
  }));
  return isList(body) ? { ...body, data: laden } : laden[0];
}

const isList = (body: unknown): body is { data: unknown[] } =>
  typeof body === "object" && body !== null && "data" in body && Array.isArray(body.data);

const isEntry = (value: unknown): value is Entry =>
  typeof value === "object" && value !== null && "id" in value && typeof value.id === "string";

const entriesOf = (body: unknown): Entry[] => (isList(body) ? body.data : [body]).filter(isEntry);
