import { newId } from "../kernel/ids.ts";
import { tooMuchStock } from "./errors.ts";
import {
  type Allocation,
  type Demand,
  MOST_ON_HAND,
  type Promised,
  promotion,
  type Shift,
  shortfall,
  source,
  type Sourcing,
} from "./rules.ts";

/** An article at a location; units. */
export interface Level {
  readonly id: string;
  readonly sku: string;
  readonly variantId: string;
  readonly locationId: string;
  readonly location: string;
  /** Nothing new is reserved at a closed location. */
  readonly open: boolean;
  readonly incoming: number;
  onHand: number;
  /** Reserved for orders, out of what is on hand. */
  reserved: number;
  /** Backordered. */
  backordered: number;
  safetyStock: number;
  /** onHand − reserved − safetyStock. */
  available: number;
  allowBackorder: boolean;
  /** The article has been stocked here, other than in imported history. */
  stocked: boolean;
}

/** Units of a level that an order line has reserved, backordered, released or shipped. */
export interface Reservation extends Promised {
  readonly orderId: string;
  readonly lineId: string;
  readonly variantId: string;
  readonly locationId: string;
  readonly status: "active" | "committed" | "released";
}

/** The cause of a movement. All that one cause moves at a level is one movement. */
export interface Cause {
  readonly type: string;
  readonly reason: string;
  readonly reference?: string | null;
  readonly orderId?: string;
  readonly actor: string;
  /** Set by imported history, which does not make an article stocked here. */
  readonly past?: boolean;
}

export interface Movement {
  readonly cause: Cause;
  readonly level: Level;
  quantity: number;
  onHandAfter: number;
}

/** A level before the batch, and the last call that changed it. */
export interface Change<L extends Level = Level> {
  readonly level: L;
  readonly before: L;
  index: number;
}

/** The changes to write. */
export interface Booked {
  readonly levels: readonly Change[];
  readonly changed: readonly Reservation[];
  readonly added: readonly Reservation[];
  readonly movements: readonly Movement[];
}

/** Reservations that lost their stock (`short`), or got backordered units covered. */
export interface Settled {
  readonly short: boolean;
  readonly shifted: readonly Shift<Reservation>[];
}

interface Allocated {
  readonly id: string;
  readonly lines: readonly { readonly id: string }[];
  readonly createdAt: string;
}

type Units = Partial<Record<"onHand" | "reserved" | "backordered", number>>;

/**
 * Stock levels and their reservations while a command books on them: the only place that defines what reserving,
 * shipping, counting and cancelling do to them. It owns the levels passed to it.
 */
export class Stock<L extends Level = Level> {
  /** The batch's current call. */
  index = 0;
  readonly levels: readonly L[];
  readonly #ofVariant = new Map<string, L[]>();
  readonly #reservations = new Map<string, Reservation>();
  readonly #idsAt = new Map<Level | undefined, Set<string>>();
  readonly #read = new Set<string>();
  readonly #turned = new Set<string>();
  readonly #changes = new Map<Level, Change<L>>();
  readonly #movements: Movement[] = [];
  readonly #lastMovement = new Map<Level, Movement>();

  constructor(levels: readonly L[], reservations: readonly Reservation[] = []) {
    this.levels = levels;
    for (const level of levels) {
      const known = this.#ofVariant.get(level.variantId);
      if (known === undefined) this.#ofVariant.set(level.variantId, [level]);
      else known.push(level);
    }
    for (const row of reservations) {
      this.#put(row);
      this.#read.add(row.id);
    }
  }

  levelsOf(variantId: string): readonly L[] {
    return this.#ofVariant.get(variantId) ?? [];
  }

  levelAt(variantId: string, locationId: string): L | undefined {
    return this.#ofVariant.get(variantId)?.find((level) => level.locationId === locationId);
  }

  /** Active reservations after what was booked so far. */
  active(): Reservation[] {
    return [...this.#reservations.values()].filter((row) => row.status === "active");
  }

  ofLine(lineId: string, status: Reservation["status"]): Reservation[] {
    return [...this.#reservations.values()].filter((row) => row.lineId === lineId && row.status === status);
  }

  /** Decides which open locations serve an order; books nothing. */
  source(demands: readonly Demand[], locationOrder: readonly string[]): Sourcing {
    const variants = [...new Set(demands.map((demand) => demand.variantId))];
    const open = variants.flatMap((id) => this.levelsOf(id).filter((level) => level.open));
    return source(demands, open, locationOrder);
  }

  /** Books what `source` decided for the lines of an order. */
  allocate(allocations: readonly Allocation[], order: Allocated): void {
    const { id: orderId, lines, createdAt } = order;
    for (const { lineIndex, variantId, locationId, quantity, backorder } of allocations) {
      const lineId = lines[lineIndex]?.id;
      if (lineId === undefined) throw new Error("An allocation names a line that the order does not have");
      this.reserve({ orderId, lineId, variantId, locationId, quantity, backorder, createdAt });
    }
  }

  /** Reserves units for a line, or backorders them. */
  reserve(part: Omit<Reservation, "id" | "status">): void {
    const row: Reservation = { ...part, id: newId(), status: "active" };
    this.#keep(row);
    this.#book(this.#levelOf(row), row.backorder ? { backordered: row.quantity } : { reserved: row.quantity });
  }

  /** Frees reserved units, or removes them as `lost`; backordered units are dropped. */
  release(row: Reservation, quantity: number, lost?: Cause): void {
    this.#turn(row, { quantity, status: "released" });
    const level = this.#levelOf(row);
    this.#book(level, row.backorder ? { backordered: -quantity } : { reserved: -quantity });
    if (lost !== undefined && !row.backorder) this.move(level, -quantity, lost);
  }

  /** Ships reserved units from where they are reserved. */
  commit(row: Reservation, quantity: number, cause: Cause): void {
    this.#turn(row, { quantity, status: "committed" });
    const level = this.#levelOf(row);
    this.#book(level, { reserved: -quantity });
    this.move(level, -quantity, cause);
  }

  /** Ships from here units that are reserved elsewhere or backordered, out of what is available here. */
  commitFrom(row: Reservation, here: { quantity: number; locationId: string }, cause: Cause): void {
    this.release(row, here.quantity);
    const left: Reservation = { ...row, ...here, id: newId(), backorder: false, status: "committed" };
    this.#keep(left);
    this.move(this.#levelOf(left), -left.quantity, cause);
  }

  /** Returns shipped units to stock, reserved for the order again, where capacity allows. */
  bringBack(row: Reservation, quantity: number, cause: Cause): void {
    const level = this.#levelOf(row);
    if (level.onHand + quantity > MOST_ON_HAND) throw tooMuchStock(MOST_ON_HAND, "");
    this.#turn(row, { quantity, status: "active" });
    this.move(level, quantity, cause);
    this.#book(level, { reserved: quantity });
  }

  /** Changes the on-hand quantity, whatever is reserved: `settle` then reallocates. */
  move(level: L, units: number, cause: Cause): void {
    if (units === 0) return;
    const { before } = this.#touch(level);
    this.#book(level, { onHand: units });
    level.stocked ||= cause.past !== true || before.onHand > 0;
    const last = this.#lastMovement.get(level);
    if (last?.cause === cause) {
      last.quantity += units;
      last.onHandAfter = level.onHand;
      return;
    }
    const movement = { cause, level, quantity: units, onHandAfter: level.onHand };
    this.#movements.push(movement);
    this.#lastMovement.set(level, movement);
  }

  configure(level: L, { safetyStock = level.safetyStock, allowBackorder = level.allowBackorder }): void {
    if (safetyStock === level.safetyStock && allowBackorder === level.allowBackorder) return;
    this.#touch(level);
    level.safetyStock = safetyStock;
    level.allowBackorder = allowBackorder;
    level.available = level.onHand - level.reserved - safetyStock;
  }

  /** Reallocates: on a shortage the newest reservations become backorders; available units cover the oldest. */
  settle(level: L): Settled {
    const { onHand, reserved, available } = level;
    const short = onHand < reserved;
    const rows = [...(this.#idsAt.get(level) ?? [])]
      .flatMap((id) => this.#reservations.get(id) ?? [])
      .filter((row) => row.status === "active");
    const shifted = short ? shortfall(rows, reserved - onHand) : promotion(rows, available);
    for (const { reservation, quantity } of shifted) {
      this.#turn(reservation, { quantity, backorder: short });
      const units = short ? quantity : -quantity;
      this.#book(level, { reserved: -units, backordered: units });
    }
    return { short, shifted };
  }

  booked(): Booked {
    const turned = [...this.#turned].flatMap((id) => this.#reservations.get(id) ?? []);
    return {
      levels: this.changes(),
      changed: turned.filter((row) => this.#read.has(row.id)),
      added: turned.filter((row) => !this.#read.has(row.id)),
      movements: this.#movements.filter(({ quantity }) => quantity !== 0),
    };
  }

  changes(): Change<L>[] {
    return [...this.#changes.values()];
  }

  isChanged(level: Level): boolean {
    return this.#changes.has(level);
  }

  #levelOf({ variantId, locationId }: Reservation): L {
    const level = this.levelAt(variantId, locationId);
    if (level === undefined) throw new Error("A reservation names a stock level that was not read");
    return level;
  }

  #touch(level: L): Change<L> {
    const change = this.#changes.get(level) ?? { level, before: { ...level }, index: this.index };
    change.index = this.index;
    this.#changes.set(level, change);
    return change;
  }

  #book(level: L, { onHand = 0, reserved = 0, backordered = 0 }: Units): void {
    this.#touch(level);
    level.onHand += onHand;
    level.reserved += reserved;
    level.backordered += backordered;
    level.available = level.onHand - level.reserved - level.safetyStock;
  }

  #put(row: Reservation): void {
    this.#reservations.set(row.id, row);
    const level = this.levelAt(row.variantId, row.locationId);
    const known = this.#idsAt.get(level);
    if (known === undefined) this.#idsAt.set(level, new Set([row.id]));
    else known.add(row.id);
  }

  #keep(row: Reservation): void {
    this.#put(row);
    this.#turned.add(row.id);
  }

  /** Changes the state of units of a reservation: the whole row, or a part that becomes a row of its own. */
  #turn(row: Reservation, to: { quantity: number } & Partial<Reservation>): void {
    if (to.quantity === row.quantity) return this.#keep({ ...row, ...to });
    this.#keep({ ...row, quantity: row.quantity - to.quantity });
    this.#keep({ ...row, ...to, id: newId() });
  }
}
