import type { z } from "zod";
import type { Lookup } from "#core/kernel/operation.ts";
import type { Caller } from "#transports/gateway/caller.ts";
import { unknownName } from "#transports/shared/http-refusal.ts";
import { nearestName } from "#transports/shared/nearest.ts";

export interface Entry {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** Included data: one lookup for a whole page. */
export interface Include {
  /** The schema of the included data of one entry. */
  readonly schema: z.ZodType;
  /** In the order of the entries. */
  readonly load: (caller: Caller, entries: readonly Entry[]) => Promise<readonly unknown[]>;
}

/** Includes what `lookup` finds by the entry's key; entries without a key have none. */
export function included<K extends z.ZodType, V extends z.ZodType>(
  lookup: Lookup<K, V>,
  schema: z.ZodType,
  keyOf: (entry: Entry) => z.input<K> | null,
): Include {
  return {
    schema,
    async load(caller, entries) {
      const keys = entries.map(keyOf);
      const known = keys.filter((key) => key !== null);
      // Also without keys: who may not read it is refused whatever the page happens to hold.
      const next = (await caller.lookUp(lookup, known)).values();
      return keys.map((key) => (key === null ? null : next.next().value));
    },
  };
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
  const entries = entriesOf(body);
  const found = await Promise.all(
    names.map(async (name) => {
      const loaded = await known.get(name)?.load(caller, entries);
      return [name, loaded] as const;
    }),
  );
  const laden = entries.map((entry, index) => ({
    ...entry,
    included: Object.fromEntries(found.map(([name, loaded]) => [name, loaded?.[index] ?? null])),
  }));
  return isList(body) ? { ...body, data: laden } : laden[0];
}

const isList = (body: unknown): body is { data: unknown[] } =>
  typeof body === "object" && body !== null && "data" in body && Array.isArray(body.data);

const isEntry = (value: unknown): value is Entry =>
  typeof value === "object" && value !== null && "id" in value && typeof value.id === "string";

const entriesOf = (body: unknown): Entry[] => (isList(body) ? body.data : [body]).filter(isEntry);
