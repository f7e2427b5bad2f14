import { failure } from "../kernel/errors.ts";

export const exceedsDue = failure("conflict", "payment.exceeds_due", (amount: number, open: number) => ({
  message: open === 0 ? "Nothing is due on this order." : `${amount} was asked for, and ${open} is due.`,
  errors: [{ pointer: "/amount", detail: `At most ${open}, in minor units.`, requested: amount, available: open }],
}));

export const exceedsAuthorized = failure(
  "conflict",
  "payment.exceeds_authorized",
  (amount: number, available: number) => ({
    message:
      available === 0
        ? "No money is set aside by this payment that could be taken."
        : `${amount} was asked for, and ${available} is set aside.`,
    errors: [{ pointer: "/amount", detail: `At most ${available}, in minor units.`, requested: amount, available }],
  }),
);

export const exceedsCaptured = failure("conflict", "payment.exceeds_captured", (amount: number, available: number) => ({
  message:
    available === 0
      ? "There is no money that could be given back."
      : `${amount} was asked for, and ${available} can be given back.`,
  errors: [{ pointer: "/amount", detail: `At most ${available}, in minor units.`, requested: amount, available }],
}));

export const nothingToVoid = failure(
  "conflict",
  "payment.nothing_to_void",
  () => "No money is set aside by this payment that could be freed.",
);

/** The provider said one thing first and another later: somebody has to look at it. */
export const alreadyAnswered = failure(
  "conflict",
  "payment.already_answered",
  (first: { outcome: string; amount: number }, late: { outcome: string; amount: number }) => ({
    message: `This request was answered before: ${first.outcome} with ${first.amount}, and now ${late.outcome} with ${late.amount}.`,
    details: { first, late },
  }),
);

export const answersTooMuch = failure("invalid", "payment.answer_exceeds_request", (amount: number, asked: number) => ({
  message: `The answer is about ${amount}, and ${asked} was asked for.`,
  errors: [{ pointer: "/amount", detail: `At most ${asked}, in minor units.` }],
}));

export const referenceTaken = failure("conflict", "payment.reference_taken", (reference: string) => ({
  message: `Another payment has the provider's reference ${reference} already.`,
  details: { reference },
}));

export const wrongCurrency = failure("invalid", "payment.wrong_currency", (given: string, wanted: string) => ({
  message: `The order is in ${wanted}, and this is about ${given}.`,
  errors: [{ pointer: "/currency", detail: `The order is in ${wanted}.` }],
}));
