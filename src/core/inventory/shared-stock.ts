import { type Booked, type Change, type Level, type Reservation, Stock } from "./engine.ts";

export interface Ordered {
  readonly id: string;
  readonly lines: readonly { readonly variantId: string | null }[];
}

/** Locked stock that the calls of a batch book on in sequence; a rejected call leaves no trace in it. */
export class SharedStock {
  readonly #levels: Map<string, Level>;
  readonly #reservations: ReadonlyMap<string, readonly Reservation[]>;

  constructor(levels: readonly Level[], reservations: readonly Reservation[]) {
    this.#levels = new Map(levels.map((level) => [level.id, level]));
    this.#reservations = Map.groupBy(reservations, ({ orderId }) => orderId);
  }

  /** What an order books on: its own reservations, and its articles' levels as the earlier calls left them. */
  of({ id, lines }: Ordered): Stock {
    const variants = new Set(lines.map(({ variantId }) => variantId));
    const levels = [...this.#levels.values()].filter(({ variantId }) => variants.has(variantId));
    return new Stock(
      levels.map((level) => ({ ...level })),
      this.#reservations.get(id),
    );
  }

  /** Applies what a call has booked. */
  keep(stock: Stock): Booked {
    for (const { level } of stock.changes()) this.#levels.set(level.id, level);
    return stock.booked();
  }
}

/** Merges the calls' bookings into one: each level from before the first to after the last. */
export function allBooked(parts: readonly Booked[]): Booked {
  const levels = new Map<string, Change>();
  for (const change of parts.flatMap((part) => part.levels)) {
    const first = levels.get(change.level.id) ?? change;
    levels.set(change.level.id, { ...change, before: first.before });
  }
  return {
    levels: [...levels.values()],
    changed: parts.flatMap(({ changed }) => changed),
    added: parts.flatMap(({ added }) => added),
    movements: parts.flatMap(({ movements }) => movements),
  };
}
