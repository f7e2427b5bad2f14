export { getOrder } from "./get-order.ts";
export { getTimeline } from "./get-timeline.ts";
export { listOrders } from "./list-orders.ts";
export { placeOrder } from "./place-order.ts";
export { watchOrders } from "./watch-orders.ts";
