export { answerPayment } from "./answer-payment.ts";
export { capturePayment } from "./capture-payment.ts";
export { createPayment } from "./create-payment.ts";
export { listRefunds } from "./list-refunds.ts";
export { previewRefund } from "./preview-refund.ts";
export { recordPayment } from "./record-payment.ts";
export { refundPayment } from "./refund-payment.ts";
export { voidPayment } from "./void-payment.ts";
export { lookupPayments, lookupPaymentsOfOrders } from "./lookup-payments.ts";
