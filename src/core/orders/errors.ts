import { failure, type Fault } from "../kernel/errors.ts";

export const unknownChannel = failure("invalid", "order.unknown_channel", (channel: string) => ({
  message: `There is no active channel called ${channel}.`,
  errors: [{ pointer: "/channel", detail: `There is no active channel called ${channel}.` }],
}));

export const wrongLines = failure("invalid", "order.wrong_lines", (errors: readonly Fault[]) => ({
  message: errors.length === 1 ? (errors[0]?.detail ?? "") : `${errors.length} lines cannot be ordered.`,
  errors,
}));

export const unknownCustomer = failure("invalid", "order.unknown_customer", (id: string) => ({
  message: `There is no customer with the id ${id}.`,
  errors: [{ pointer: "/customer/id", detail: `There is no customer with the id ${id}.` }],
}));

export const insufficientStock = failure("conflict", "inventory.insufficient_stock", (errors: readonly Fault[]) => ({
  message:
    errors.length === 1
      ? "There is not enough stock for one line."
      : `There is not enough stock for ${errors.length} lines.`,
  errors,
}));

export const duplicateOrder = failure(
  "conflict",
  "order.duplicate",
  (channel: string, externalId: string, orderId: string) => ({
    message: `The channel ${channel} has sent order ${externalId} before, with other content.`,
    details: { orderId },
  }),
);

export const methodUnavailable = failure("invalid", "payment.method_unavailable", (method: string) => ({
  message: `Payments by ${method} are not set up here.`,
  errors: [{ pointer: "/payment/method", detail: `Payments by ${method} are not set up here.` }],
}));
