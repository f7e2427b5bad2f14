import type { PaymentRecord } from "./record.ts";
import type { MoneySums } from "./rules.ts";

export type PaymentSums = Pick<
  PaymentRecord,
  "id" | "amount" | "authorized" | "captured" | "refunded" | "voided" | "capturePending" | "refundPending"
>;

export const sumBy = <T>(rows: readonly T[], of: (row: T) => number) => rows.reduce((sum, row) => sum + of(row), 0);

/** The sums of an order over its payments. A voided amount is not authorised. */
export const sumsOf = (payments: readonly PaymentSums[]): Omit<MoneySums, "total"> & { refundPending: number } => ({
  authorized: sumBy(payments, (payment) => payment.authorized - payment.voided),
  paid: sumBy(payments, (payment) => payment.captured),
  refunded: sumBy(payments, (payment) => payment.refunded),
  refundPending: sumBy(payments, (payment) => payment.refundPending),
});
