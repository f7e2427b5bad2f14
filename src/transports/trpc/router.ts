import { watchEvents } from "#core/events/watch-events.ts";
import { placeOrder } from "#core/orders/place-order.ts";
import { watchOrders } from "#core/orders/watch-orders.ts";
import { router } from "./init.ts";
import { mutationOf, subscriptionOf } from "./procedures.ts";

/** Nested by the operations' own names: `orders.place` is `trpc.orders.place`. */
export const appRouter = router({
  events: router({
    watch: subscriptionOf(watchEvents),
  }),
  orders: router({
    place: mutationOf(placeOrder),
    watch: subscriptionOf(watchOrders),
  }),
});

/** The only thing that clients outside import, as a type. */
export type AppRouter = typeof appRouter;
