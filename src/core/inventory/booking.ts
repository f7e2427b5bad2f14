import type { Call } from "../kernel/operation.ts";
import type { FullOrderRecord } from "../order/record.ts";
import type { Settled } from "./engine.ts";

/** By how much, or to what: whoever counts knows only what is there now. */
export type Amount = { readonly delta: number } | { readonly onHand: number };

interface Why {
  readonly type: string;
  readonly reason: string;
  readonly reference: string | null;
}

/** What a call wants of one level. One that moves nothing hands out what is available. */
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

/** What one call did to the reservations of its level. */
export interface Settlement extends Settled {
  readonly index: number;
}

/** What the stock did to an order: held, released, or some of its units changed sides. */
export interface Consequence {
  /** As it stands afterwards. */
  readonly order: FullOrderRecord;
  /** The last call that touched it. */
  readonly index: number;
  readonly hold: { readonly id: string; readonly note: string } | undefined;
  readonly releasedHolds: readonly string[];
  readonly backordered: { readonly from: number; readonly to: number };
}
