import { createShipment } from "#core/fulfillment/index.ts";
import { adjustStock, listLevels } from "#core/inventory/index.ts";
import { cancelOrder, getOrder, placeOrder } from "#core/orders/index.ts";
import { createPayment, refundPayment } from "#core/payments/index.ts";
import { getUser } from "#core/users/index.ts";
import { stockCount, usersCreate } from "./bulk-methods.ts";
import { type ServiceDeclaration, unary } from "./methods.ts";
import { ordersList, ordersWatch } from "./order-streams.ts";
import { pack } from "./packing-stream.ts";
import { usersList } from "./user-stream.ts";

/** All that is served over gRPC, and nothing else. */
export const services: readonly ServiceDeclaration[] = [
  {
    name: "OrderService",
    summary: "Orders: placing, reading, paying, shipping and watching them.",
    methods: [
      unary("PlaceOrder", placeOrder),
      unary("GetOrder", getOrder, "order"),
      unary("CancelOrder", cancelOrder, "order"),
      unary("PayOrder", createPayment, "order"),
      unary("ShipOrder", createShipment, "order"),
      unary("RefundOrder", refundPayment, "order"),
      ordersList,
      ordersWatch,
    ],
  },
  {
    name: "InventoryService",
    summary: "What is on the shelves.",
    methods: [unary("GetStock", listLevels), unary("AdjustStock", adjustStock, "level"), stockCount],
  },
  {
    name: "PackingService",
    summary: "Packing stations.",
    methods: [pack],
  },
  {
    name: "UserService",
    summary: "Who works here.",
    methods: [unary("GetUser", getUser, "user"), usersList, usersCreate],
  },
];
