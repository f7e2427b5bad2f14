import { z } from "zod";
import { createCustomer } from "../customers/create-customer.ts";
import { CreateCustomerInput } from "../customers/schemas.ts";
import { createShipment } from "../fulfillment/create-shipment.ts";
import { CreateShipmentInput, TrackShipmentInput } from "../fulfillment/schemas.ts";
import { trackShipment } from "../fulfillment/track-shipment.ts";
import { adjustStock } from "../inventory/adjust-stock.ts";
import { AdjustStockInput } from "../inventory/schemas.ts";
import { Code } from "../kernel/shapes.ts";
import type { Read } from "../kernel/tx.ts";
import { CancelOrderInput } from "../order/change-schemas.ts";
import { ExternalId, OrderRef, type OrderView, PlaceOrderInput } from "../order/schemas.ts";
import { findOrderId } from "../order/store.ts";
import { cancelOrder } from "../orders/cancel-order.ts";
import { placeOrder } from "../orders/place-order.ts";
import { createPayment } from "../payments/create-payment.ts";
import { findByProviderReference } from "../payments/ledger-store.ts";
import { recordPayment } from "../payments/record-payment.ts";
import { refundPayment } from "../payments/refund-payment.ts";
import { CreatePaymentInput, RecordPaymentInput, RefundPaymentInput } from "../payments/schemas.ts";
import { unknownOrder } from "./errors.ts";
import { findByExternalId } from "./order-store.ts";
import { targetNames, type TargetName } from "./schemas.ts";
import { type Target, target } from "./target.ts";

/** Our id or number of an order, or its external id in its channel. */
const OrderKey = z.union([z.strictObject({ id: OrderRef }), z.strictObject({ channel: Code, externalId: ExternalId })]);
type OrderKey = z.output<typeof OrderKey>;

async function orderIdOf(read: Read, key: OrderKey): Promise<string> {
  const id = "id" in key ? await findOrderId(read, key.id) : await findByExternalId(read, key);
  if (id === undefined) throw unknownOrder("id" in key ? key.id : key.externalId);
  return id;
}

/** A provider that does not know our order id may have sent the payment's reference earlier. */
async function paidOrderOf(
  read: Read,
  key: OrderKey | undefined,
  payment: { method: string; providerReference: string },
): Promise<string> {
  const { method, providerReference: reference } = payment;
  const known = await findByProviderReference(read, { method, reference });
  if (known !== undefined) return known;
  if (key === undefined) throw unknownOrder(`with the payment ${reference}`);
  return orderIdOf(read, key);
}

const ofOrder = ({ id, number }: z.output<typeof OrderView>) =>
  ({ subjectType: "order", subjectId: id, label: number }) as const;

/** The input of an operation on an order, which is named by `order` instead of an id. */
const named = <S extends z.ZodRawShape>(shape: S) => {
  const { orderId: _, id: __, ifVersion: ___, ...rest } = shape;
  return rest;
};

const order = { order: OrderKey };
const example = { order: { channel: "web", externalId: "A-1001" } };

const orderTargets = {
  "orders.place": target("orders.place", {
    operation: placeOrder,
    input: PlaceOrderInput,
    example: PlaceOrderInput.meta()?.["example"],
    resolve: async (_, input) => input,
    subject: (output) => ofOrder(output.order),
  }),
  "orders.cancel": target("orders.cancel", {
    operation: cancelOrder,
    input: z.strictObject({ ...named(CancelOrderInput.shape), ...order }),
    example: { ...example, reason: "The customer changed their mind." },
    resolve: async (read, { order: key, ...rest }) => ({ ...rest, id: await orderIdOf(read, key) }),
    subject: ofOrder,
  }),
  "shipments.create": target("shipments.create", {
    operation: createShipment,
    input: z.strictObject({ ...named(CreateShipmentInput.shape), ...order }),
    example: { ...example, carrier: "UPS", trackingNumber: "EZ4000004000" },
    resolve: async (read, { order: key, ...rest }) => ({ ...rest, orderId: await orderIdOf(read, key) }),
    subject: ofOrder,
  }),
  "shipments.track": target("shipments.track", {
    operation: trackShipment,
    input: TrackShipmentInput,
    example: TrackShipmentInput.meta()?.["example"],
    resolve: async (_, input) => input,
    subject: ofOrder,
  }),
};

const moneyTargets = {
  "payments.create": target("payments.create", {
    operation: createPayment,
    input: z.strictObject({ ...named(CreatePaymentInput.shape), ...order }),
    example: { ...example, method: "manual" },
    resolve: async (read, { order: key, ...rest }) => ({ ...rest, orderId: await orderIdOf(read, key) }),
    subject: ofOrder,
  }),
  "payments.record": target("payments.record", {
    operation: recordPayment,
    input: z.strictObject({ ...named(RecordPaymentInput.shape), order: OrderKey.optional() }),
    example: {
      ...example,
      method: "stripe",
      providerReference: "pi_3Mtw",
      currency: "GBP",
      amount: 4200,
      captured: 4200,
    },
    resolve: async (read, { order: key, ...rest }) => ({ ...rest, orderId: await paidOrderOf(read, key, rest) }),
    subject: ofOrder,
  }),
  "payments.refund": target("payments.refund", {
    operation: refundPayment,
    input: z.strictObject({ ...named(RefundPaymentInput.shape), ...order }),
    example: { ...example, amount: 500, reason: "A cup arrived broken." },
    resolve: async (read, { order: key, ...rest }) => ({ ...rest, orderId: await orderIdOf(read, key) }),
    subject: ofOrder,
  }),
};

export const targets: Readonly<Record<TargetName, Target>> = {
  ...orderTargets,
  ...moneyTargets,
  "inventory.adjust": target("inventory.adjust", {
    operation: adjustStock,
    input: AdjustStockInput,
    example: AdjustStockInput.meta()?.["example"],
    resolve: async (_, input) => input,
    subject: ({ id, sku }) => ({ subjectType: "stock_level", subjectId: id, label: sku }),
  }),
  "customers.create": target("customers.create", {
    operation: createCustomer,
    input: CreateCustomerInput,
    example: CreateCustomerInput.meta()?.["example"],
    resolve: async (_, input) => input,
    subject: ({ id, name }) => ({ subjectType: "customer", subjectId: id, label: name }),
  }),
};

export function targetNamed(name: string | null | undefined): Target | undefined {
  const known = targetNames.find((each) => each === name);
  return known === undefined ? undefined : targets[known];
}
