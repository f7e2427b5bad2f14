import { placeOrder } from "#core/orders/place-order.ts";

/** What messages from outside may ask of us, by what their topic carries: the intake runs nothing else for them. */
export const taken = { orders: placeOrder } as const;
