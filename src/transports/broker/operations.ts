import { placeOrder } from "#core/orders/place-order.ts";

/** The operations that broker messages may call, by topic; the intake runs no others. */
export const taken = { orders: placeOrder } as const;
