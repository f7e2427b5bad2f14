import type { Io } from "../../shared/json-schema.ts";

/** By type: its fields in the order of version 1. */
export type Given = Readonly<Record<string, readonly string[]>>;

/**
 * The order of fields, which is part of every message. A request's new fields come behind those that it has; a
 * response keeps those that it had when its type was given, because strict clients refuse what they do not know.
 */
export class FieldOrder {
  readonly #given: Map<string, readonly string[]>;
  readonly #used = new Set<string>();

  constructor(given: Given) {
    this.#given = new Map(Object.entries(given));
  }

  of(type: string, io: Io, fields: readonly string[]): readonly string[] {
    const known = this.#given.get(type) ?? fields;
    const gone = known.filter((name) => !fields.includes(name));
    if (gone.length > 0) throw new Error(`${type} has lost ${gone.join(", ")}, which clients of version 1 use.`);
    const order = io === "output" ? known : [...known, ...fields.filter((name) => !known.includes(name))];
    this.#given.set(type, order);
    this.#used.add(type);
    return order;
  }

  all(): Given {
    return Object.fromEntries([...this.#given].filter(([type]) => this.#used.has(type)).toSorted(byName));
  }
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
