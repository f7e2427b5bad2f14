import type { EventDraft } from "../kernel/event.ts";

interface Emission<C> {
  readonly by: C;
  readonly draft: EventDraft;
}

/**
 * The events of a batch in the order of emission. A batched command may work on its calls in any order, and of a row
 * that several of them change, such as a stock level, the last event must tell its last state.
 */
export class Emissions<C> {
  readonly #all: Emission<C>[] = [];

  emitterOf(by: C): (draft: EventDraft) => void {
    return (draft) => void this.#all.push({ by, draft });
  }

  /** Without those of rejected calls. */
  of(accepted: ReadonlySet<C>): readonly Emission<C>[] {
    return this.#all.filter(({ by }) => accepted.has(by));
  }
}
