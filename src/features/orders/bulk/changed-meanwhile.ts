import type { Order } from "../order-news.ts";

/** Somebody changed what would be sent: whoever sends it should look again. */
export class ChangedMeanwhile extends Error {
  readonly now: Order;

  constructor(now: Order) {
    super(`Order ${now.number} was changed by somebody else`);
    this.now = now;
  }
}
