import { z } from "zod";
import { lookup } from "../kernel/operation.ts";
import { IdKey } from "../kernel/shapes.ts";
import { PaymentView } from "../order/payment-schemas.ts";
import { paymentViewOf } from "../order/record.ts";
import { readPayments, readPaymentsOf } from "./lookup-store.ts";

export const lookupPayments = lookup({
  name: "payments.lookup",
  summary: "Looks up payments by id.",
  scope: "orders:read",
  key: IdKey,
  value: PaymentView,
  read: async ({ read }, ids) =>
    (await readPayments(read, ids)).map(({ id, payment }) => [id, paymentViewOf(payment)] as const),
});

export const lookupPaymentsOfOrders = lookup({
  name: "payments.lookupByOrder",
  summary: "Looks up the payments of orders by order id, oldest first.",
  scope: "orders:read",
  key: IdKey,
  value: z.array(PaymentView),
  read: async ({ read }, ids) =>
    (await readPaymentsOf(read, ids)).map(({ orderId, payments }) => [orderId, payments.map(paymentViewOf)] as const),
});
