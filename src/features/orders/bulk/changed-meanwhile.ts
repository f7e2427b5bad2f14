import type { Order } from "../order-news.ts";

/** The order has changed since it was displayed: the user should review it again. */
export class ChangedMeanwhile extends Error {
  readonly now: Order;

  constructor(now: Order) {
    super(`Order ${now.number} was changed by another user`);
    this.now = now;
  }
}
