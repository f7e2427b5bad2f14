/**
 * A round-robin queue: however long one lane is, the head of another lane is next but one. Bounded
 * for each lane and in total.
 */
export class FairQueue<T> {
  /** In the order of their turns; no lane in it is empty. */
  readonly #lanes = new Map<string, T[]>();
  readonly #most: { readonly lane: number; readonly all: number };
  #size = 0;

  constructor(most: { readonly lane: number; readonly all: number }) {
    this.#most = most;
  }

  get size(): number {
    return this.#size;
  }

  /** Returns which limit is exceeded, if any. */
  push(name: string, item: T): "lane" | "all" | undefined {
    const lane = this.#lanes.get(name) ?? [];
    if (lane.length >= this.#most.lane) return "lane";
    if (this.#size >= this.#most.all) return "all";
    lane.push(item);
    this.#lanes.set(name, lane);
    this.#size += 1;
    return undefined;
  }

  shift(): T | undefined {
    const [turn] = this.#lanes;
    if (turn === undefined) return undefined;
    const [name, lane] = turn;
    const item = lane.shift();
    this.#lanes.delete(name);
    if (lane.length > 0) this.#lanes.set(name, lane);
    this.#size -= 1;
    return item;
  }
}
