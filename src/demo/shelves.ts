import { stockShort } from "#core/inventory/events.ts";
import { levelEvents, type Shelved } from "#core/inventory/low.ts";
import { type Promised, shortfall, unitsOf } from "#core/inventory/rules.ts";
import { turned } from "#core/inventory/waiting.ts";
import { principalOf } from "#core/kernel/actor.ts";
import type { EventDraft } from "#core/kernel/event.ts";
import type { FullOrderRecord } from "#core/order/record.ts";
import type { Speaker } from "./cast.ts";
import type { Journal } from "./journal.ts";
import type { DemoLocation, DemoVariant } from "./shop.ts";

interface Level {
  readonly id: string;
  readonly variant: DemoVariant;
  readonly location: DemoLocation;
  readonly safetyStock: number;
  readonly allowBackorder: boolean;
  readonly incoming: number;
  onHand: number;
  reserved: number;
  backordered: number;
  stocked: boolean;
  updatedAt: Date;
}

interface Held extends Promised {
  readonly orderId: string;
  readonly orderLineId: string;
  readonly level: Level;
  readonly status: "active" | "committed" | "released";
  readonly updatedAt: Date;
}

export interface Wanted {
  readonly orderId: string;
  readonly lineId: string;
  readonly variantId: string;
  readonly quantity: number;
}

const availableOf = (level: Level) => level.onHand - level.reserved - level.safetyStock;

/** The demo's stock over time, with every movement and reservation. */
export class Shelves {
  readonly #journal: Journal;
  readonly #levels = new Map<string, Level>();
  readonly #held = new Map<string, Held>();
  readonly #byLine = new Map<string, Set<string>>();
  #touched = new Map<Level, Shelved>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  open(
    variant: DemoVariant,
    location: DemoLocation,
    more: Pick<Level, "safetyStock" | "allowBackorder" | "incoming"> & { units: number; at: Date; by: Speaker },
  ): void {
    const { units, at, by, ...rules } = more;
    const id = this.#journal.chance.idAt(at);
    const level = {
      id,
      variant,
      location,
      ...rules,
      onHand: 0,
      reserved: 0,
      backordered: 0,
      stocked: false,
      updatedAt: at,
    };
    this.#levels.set(`${location.code} ${variant.id}`, level);
    if (units > 0) this.#move(level, units, { at, by, type: "opening", reason: "opening" });
  }

  #level(location: string, variantId: string): Level {
    const level = this.#levels.get(`${location} ${variantId}`);
    if (level === undefined) throw new Error(`The demo keeps no such article at ${location}`);
    return level;
  }

  availableAt(location: string, variantId: string): number {
    return availableOf(this.#level(location, variantId));
  }

  mayWait(location: string, variantId: string): boolean {
    return this.#level(location, variantId).allowBackorder;
  }

  /** A delivery, not assigned to the order that needed it. */
  receive(location: string, variantId: string, how: { units: number; at: Date; by: Speaker }): void {
    const reference = `DN-${this.#journal.chance.digits(5)}`;
    const { units, at, by } = how;
    this.#move(this.#level(location, variantId), units, { at, by, type: "receipt", reason: "receipt", reference });
  }

  reserve(location: string, { orderId, lineId, variantId, quantity }: Wanted, at: Date): void {
    const level = this.#level(location, variantId);
    const covered = Math.max(0, Math.min(quantity, availableOf(level)));
    this.#touch(level, at);
    level.reserved += covered;
    level.backordered += quantity - covered;
    for (const [units, backorder] of [
      [covered, false],
      [quantity - covered, true],
    ] as const) {
      if (units === 0) continue;
      const id = this.#journal.chance.idAt(at);
      const createdAt = at.toISOString();
      const row = { id, orderId, orderLineId: lineId, quantity: units, backorder, createdAt };
      this.#keep({ ...row, level, status: "active", updatedAt: at });
    }
  }

  #keep(held: Held): void {
    this.#held.set(held.id, held);
    const ids = this.#byLine.get(held.orderLineId) ?? new Set();
    this.#byLine.set(held.orderLineId, ids.add(held.id));
  }

  #activeOf(lineId: string): Held[] {
    const rows = [...(this.#byLine.get(lineId) ?? [])].flatMap((id) => this.#held.get(id) ?? []);
    return rows.filter((row) => row.status === "active");
  }

  /** The reservations of lines, as in an order's record. */
  reservationsOf(lines: readonly { id: string }[]): FullOrderRecord["reservations"] {
    return lines.flatMap(({ id: lineId }) =>
      this.#activeOf(lineId).map(({ level, quantity, backorder }) => {
        return { lineId, location: level.location.code, quantity, backorder };
      }),
    );
  }

  waits(lineId: string): boolean {
    return this.#activeOf(lineId).some((row) => row.backorder);
  }

  /** Ships all that is reserved for the lines. */
  commit(lineIds: readonly string[], how: { at: Date; by: Speaker; shipmentId: string; orderId: string }): void {
    for (const row of lineIds.flatMap((id) => this.#activeOf(id))) {
      const { level, quantity } = row;
      this.#touch(level, how.at);
      level.reserved -= quantity;
      this.#keep({ ...row, status: "committed", updatedAt: how.at });
      const sale = { type: "sale", reason: "shipment", reference: how.shipmentId, orderId: how.orderId };
      this.#move(level, -quantity, { ...sale, at: how.at, by: how.by });
    }
  }

  release(lineIds: readonly string[], at: Date): void {
    for (const row of lineIds.flatMap((id) => this.#activeOf(id))) {
      this.#touch(row.level, at);
      if (row.backorder) row.level.backordered -= row.quantity;
      else row.level.reserved -= row.quantity;
      this.#keep({ ...row, status: "released", updatedAt: at });
    }
  }

  /** A write-off. Returns the event with the orders that became backordered. */
  writeOff(
    location: string,
    variantId: string,
    how: { units: number; at: Date; by: Speaker },
  ): { orders: string[]; tell: EventDraft[] } {
    const level = this.#level(location, variantId);
    const units = Math.min(how.units, level.onHand);
    this.#move(level, -units, { at: how.at, by: how.by, type: "write_off", reason: "damage", reference: "Burst pipe" });
    const active = [...this.#held.values()].filter((row) => row.level === level && row.status === "active");
    const shifted = shortfall(active, Math.max(0, level.reserved - level.onHand));
    const missing = unitsOf(shifted);
    level.reserved -= missing;
    level.backordered += missing;
    for (const shift of shifted) {
      for (const row of turned(shift, () => this.#journal.chance.idAt(how.at)))
        this.#keep({ ...row, level, status: "active", updatedAt: how.at });
    }
    const orders = [...new Set(shifted.map(({ reservation }) => reservation.orderId))];
    const facts = { ...this.#factsOf(level), orders, missing };
    return { orders, tell: missing === 0 ? [] : [stockShort(level.id, facts)] };
  }

  #touch(level: Level, at: Date): void {
    if (!this.#touched.has(level)) this.#touched.set(level, this.#factsOf(level));
    level.updatedAt = at;
  }

  #move(
    level: Level,
    units: number,
    how: { at: Date; by: Speaker; type: string; reason: string; reference?: string; orderId?: string },
  ): void {
    this.#touch(level, how.at);
    level.onHand += units;
    level.stocked = true;
    this.#journal.add("stock_movements", {
      id: this.#journal.chance.idAt(how.at),
      variant_id: level.variant.id,
      location_id: level.location.id,
      type: how.type,
      quantity: units,
      on_hand_after: level.onHand,
      reason: how.reason,
      reference: how.reference ?? null,
      order_id: how.orderId ?? null,
      actor: principalOf(how.by.actor),
      at: how.at,
    });
  }

  #factsOf(level: Level) {
    const { variant, location, ...units } = level;
    return {
      sku: variant.sku,
      location: location.code,
      ...units,
      available: availableOf(level),
    };
  }

  /** The events of the levels changed since the last call. */
  news(): EventDraft[] {
    const drafts = [...this.#touched].flatMap(([level, before]) => levelEvents(level.id, before, this.#factsOf(level)));
    this.#touched = new Map();
    return drafts;
  }

  /** Writes the final levels. */
  close(): void {
    for (const level of this.#levels.values()) {
      this.#journal.add("stock_levels", {
        id: level.id,
        variant_id: level.variant.id,
        location_id: level.location.id,
        on_hand: level.onHand,
        reserved: level.reserved,
        backordered: level.backordered,
        incoming: level.incoming,
        safety_stock: level.safetyStock,
        allow_backorder: level.allowBackorder,
        stocked: level.stocked,
        updated_at: level.updatedAt,
      });
    }
    for (const { level, orderId, orderLineId, createdAt, updatedAt, ...row } of this.#held.values()) {
      this.#journal.add("reservations", {
        ...row,
        order_id: orderId,
        order_line_id: orderLineId,
        variant_id: level.variant.id,
        location_id: level.location.id,
        created_at: createdAt,
        updated_at: updatedAt,
      });
    }
  }
}
