import { newId } from "../kernel/ids.ts";
import type { OrderContext } from "../order/change-order.ts";
import type { PaymentMethod } from "../order/payment-schemas.ts";
import { type Asked, asking, ledgerWrites, type Step } from "./ledger.ts";

interface Wanted {
  readonly method: PaymentMethod;
  readonly capture: boolean;
  readonly reference?: string | undefined;
  readonly amount: number;
}

interface Payable {
  readonly id: string;
  readonly currency: string;
}

export function beginPayment(context: OrderContext, order: Payable, wanted: Wanted): Step {
  const { rows, tell } = begunPayment(context, order, wanted);
  return { writes: ledgerWrites(context.tx, [rows]), tell };
}

/** A requested payment of an order; a manual one is captured at once. */
export function begunPayment(
  context: OrderContext,
  order: Payable,
  { method, capture, amount, ...wanted }: Wanted,
): Asked {
  const { tx, now } = context;
  const reference = wanted.reference ?? null;
  const payment = { id: newId(), method, reference, providerReference: null };
  const row = {
    tenant_id: tx.tenantId,
    id: payment.id,
    order_id: order.id,
    method,
    currency: order.currency,
    amount,
    authorized: 0,
    captured: 0,
    refunded: 0,
    voided: 0,
    capture_pending: 0,
    refund_pending: 0,
    reference,
    provider_reference: null,
    created_at: now,
    updated_at: now,
  };
  const action = capture || method === "manual" ? "capture" : "authorize";
  const { rows, tell } = asking(context, order.id, { payment, action, amount });
  return { rows: { ...rows, payments: [row] }, tell };
}
