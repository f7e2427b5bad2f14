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

export const unknownLines = failure("invalid", "order.unknown_lines", (errors: readonly Fault[]) => ({
  message: "The order has no such line.",
  errors,
}));

export const tooMany = failure("conflict", "order.exceeds_open", (errors: readonly Fault[]) => ({
  message:
    errors.length === 1 ? (errors[0]?.detail ?? "") : `${errors.length} lines have less left than was asked for.`,
  errors,
}));

export const isDraft = failure("conflict", "order.is_draft", () => "This is a draft: confirm it first.");
export const notDraft = failure("conflict", "order.not_draft", () => "This order is placed; it is no draft any more.");

export const isCancelled = failure("conflict", "order.cancelled", () => "This order is cancelled.");

export const nothingToCancel = failure(
  "conflict",
  "order.already_shipped",
  () => "Everything that is not cancelled has left already. Goods that left come back as a return.",
);

export const isOnHold = failure("conflict", "order.on_hold", (reasons: readonly string[]) => ({
  message: "This order is on hold. Release it before it is shipped.",
  details: { reasons },
}));

export const notHeld = failure("conflict", "order.not_on_hold", () => "This order is not on hold.");

export const unknownAssignee = failure("invalid", "order.unknown_assignee", (id: string) => ({
  message: `There is no active user with the id ${id}.`,
  errors: [{ pointer: "/assigneeId", detail: `There is no active user with the id ${id}.` }],
}));
