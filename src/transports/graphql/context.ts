import DataLoader from "dataloader";
import type { z } from "zod";
import type { Lookup } from "#core/kernel/operation.ts";
import type { Caller } from "#transports/gateway/caller.ts";

/** What all fields of one operation share. */
export interface Context {
  readonly caller: Caller;
  readonly loaders: Loaders;
  /** Fires when the reader of a stream has gone. */
  readonly signal: AbortSignal;
  /** Of the `Idempotency-Key` header, for the only mutation of a document. */
  readonly idempotencyKey: string | undefined;
  /** List entries resolved so far. */
  entries: number;
  /** Response names of mutations whose answer was kept from an earlier call. */
  readonly replayed: string[];
}

interface About {
  readonly signal: AbortSignal;
  readonly idempotencyKey?: string | undefined;
}

export const contextOf = (caller: Caller, { signal, idempotencyKey }: About): Context => ({
  caller,
  signal,
  loaders: new Loaders(caller),
  entries: 0,
  idempotencyKey,
  replayed: [],
});

type Loader<K extends z.ZodType, V extends z.ZodType> = DataLoader<z.input<K>, z.output<V> | null, string>;

/** Reads by keys: all that one level of a document asks of a lookup goes out as one call of it. */
export class Loaders {
  readonly #caller: Caller;
  readonly #made = new Map<string, unknown>();

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** Drops what was read: a mutation may have changed it. */
  forget(): void {
    this.#made.clear();
  }

  /** Null for what is not there, and for keys that nothing can have. */
  async load<K extends z.ZodType, V extends z.ZodType>(
    lookup: Lookup<K, V>,
    key: z.input<K>,
  ): Promise<z.output<V> | null> {
    return lookup.key.safeParse(key).success ? this.#of(lookup).load(key) : null;
  }

  #of<K extends z.ZodType, V extends z.ZodType>(lookup: Lookup<K, V>): Loader<K, V> {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- kept under its lookup's own name
    const known = this.#made.get(lookup.name) as Loader<K, V> | undefined;
    if (known !== undefined) return known;
    const made: Loader<K, V> = new DataLoader((keys) => this.#caller.lookUp(lookup, keys), {
      cacheKeyFn: (key) => lookup.identify(lookup.key.parse(key)),
    });
    this.#made.set(lookup.name, made);
    return made;
  }
}
