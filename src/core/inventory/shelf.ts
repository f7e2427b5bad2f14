import { newId } from "../kernel/ids.ts";
import { isUnchanged } from "../kernel/unchanged.ts";
import type { LevelRecord } from "./level.ts";
import { promotion, type Reservation, type Shift, shortfall, turned, unitsOf } from "./waiting.ts";

/** What a call wants of one level. A delta of 0 only hands out what is available. */
export interface Step {
  readonly sku: string;
  readonly location: string;
  readonly delta: number;
  readonly safetyStock?: number | undefined;
  readonly allowBackorder?: boolean | undefined;
}

/** Reservations that one step took the stock away from (`short`) or found stock for. */
export interface Settled {
  readonly short: boolean;
  readonly shifted: readonly Shift[];
}

/** One stock level while a batch books on it: the picture in memory, call by call, before anything is written. */
export class Shelf {
  level: LevelRecord;
  /** The last call that changed it. */
  lastIndex: number | undefined;
  readonly before: LevelRecord;
  readonly #read: ReadonlySet<string>;
  readonly #reservations: Map<string, Reservation>;
  readonly #turned = new Set<string>();

  constructor(level: LevelRecord, reservations: readonly Reservation[]) {
    this.level = level;
    this.before = level;
    this.#read = new Set(reservations.map((each) => each.id));
    this.#reservations = new Map(reservations.map((each) => [each.id, each]));
  }

  /** Books a step that leaves something on hand, and settles who is covered. */
  apply(step: Step, index: number, now: Date): Settled {
    const { level } = this;
    this.level = recounted({
      ...level,
      onHand: level.onHand + step.delta,
      stocked: level.stocked || step.delta !== 0,
      safetyStock: step.safetyStock ?? level.safetyStock,
      allowBackorder: step.allowBackorder ?? level.allowBackorder,
      updatedAt: now,
    });
    const settled = this.#settle();
    if (isUnchanged(level, this.level)) this.level = level;
    else this.lastIndex = index;
    return settled;
  }

  #settle(): Settled {
    const { onHand, reserved, available } = this.level;
    const reservations = [...this.#reservations.values()];
    const short = onHand < reserved;
    const shifted = short ? shortfall(reservations, reserved - onHand) : promotion(reservations, available);
    for (const shift of shifted) {
      for (const row of turned(shift, newId)) {
        this.#reservations.set(row.id, row);
        this.#turned.add(row.id);
      }
    }
    const units = short ? unitsOf(shifted) : -unitsOf(shifted);
    const { backordered } = this.level;
    this.level = recounted({ ...this.level, reserved: reserved - units, backordered: backordered + units });
    return { short, shifted };
  }

  /** Rows that were read and differ now. */
  changedReservations(): Reservation[] {
    return this.#rows((id) => this.#read.has(id));
  }

  /** Rows that came of splits. */
  madeReservations(): Reservation[] {
    return this.#rows((id) => !this.#read.has(id));
  }

  #rows(wanted: (id: string) => boolean): Reservation[] {
    return [...this.#turned].filter(wanted).flatMap((id) => this.#reservations.get(id) ?? []);
  }
}

const recounted = (level: LevelRecord): LevelRecord => ({
  ...level,
  available: level.onHand - level.reserved - level.safetyStock,
});
