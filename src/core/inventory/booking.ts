import type { Call } from "../kernel/operation.ts";
import type { FullOrderRecord } from "../order/record.ts";
import type { Settled } from "./engine.ts";

/** A difference, or an absolute quantity: a count knows only the current one. */
export type Amount = { readonly delta: number } | { readonly onHand: number };

interface Why {
  readonly type: string;
  readonly reason: string;
  readonly reference: string | null;
}

/** One call's change of one level. Without a movement it only allocates what is available. */
export interface Step {
  readonly sku: string;
  readonly location: string;
  readonly moved?: Why & Amount;
  readonly safetyStock?: number | undefined;
  readonly allowBackorder?: boolean | undefined;
}

/** One call of a batch, as a step on a level. */
export interface StockCall {
  readonly step: Step;
  readonly actor: Call<unknown>["actor"];
  readonly emit: Call<unknown>["emit"];
}

/** One call's effect on the reservations of its level. */
export interface Settlement extends Settled {
  readonly index: number;
}

/** The stock's effect on an order: held, released, or some of its units became backordered or covered. */
export interface Consequence {
  /** The order afterwards. */
  readonly order: FullOrderRecord;
  /** The last call that changed it. */
  readonly index: number;
  readonly hold: { readonly id: string; readonly note: string } | undefined;
  readonly releasedHolds: readonly string[];
  readonly backordered: { readonly from: number; readonly to: number };
}
