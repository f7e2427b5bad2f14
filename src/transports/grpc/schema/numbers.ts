import type { Reserved } from "./model.ts";

/** By message or enumeration: the number of each name that it has or ever had. */
export type Given = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Numbers that protobuf keeps for itself. */
const KEPT = { from: 19_000, to: 19_999 };

/** Numbers of fields and values: one that was given once is never given to another name. */
export class Numbers {
  readonly #given: Map<string, Map<string, number>>;

  constructor(given: Given) {
    this.#given = new Map(Object.entries(given).map(([type, names]) => [type, new Map(Object.entries(names))]));
  }

  of(type: string, name: string): number {
    const names = this.#given.get(type) ?? new Map<string, number>();
    this.#given.set(type, names);
    const known = names.get(name);
    if (known !== undefined) return known;
    const next = Math.max(0, ...names.values()) + 1;
    const number = next < KEPT.from || next > KEPT.to ? next : KEPT.to + 1;
    names.set(name, number);
    return number;
  }

  /** What this type had once and no longer has. */
  without(type: string, present: readonly string[]): Reserved {
    const gone = [...(this.#given.get(type) ?? [])].filter(([name]) => !present.includes(name));
    return { names: gone.map(([name]) => name), numbers: gone.map(([, number]) => number) };
  }

  all(): Given {
    const sorted = [...this.#given].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(sorted.map(([type, names]) => [type, Object.fromEntries(names)]));
  }
}
