import { failure } from "../kernel/errors.ts";
import { amountText } from "../kernel/money-text.ts";
import { LARGEST_TOTAL } from "../kernel/money.ts";

/** The requested and the available amount; minor units. */
interface Figures {
  readonly currency: string;
  readonly requested: number;
  readonly available: number;
}

/** `gone` when nothing is available, else the requested and the available amount, with `left`. */
function beyond({ currency, requested, available }: Figures, gone: string, left: string) {
  const most = amountText(available, currency);
  const figures = { currency, requested, available };
  return {
    message: available === 0 ? gone : `${amountText(requested, currency)} was asked for, and ${most} ${left}.`,
    errors: [{ pointer: "/amount", detail: `At most ${most}.`, ...figures }],
    details: figures,
  };
}

export const exceedsDue = failure("conflict", "payment.exceeds_due", (figures: Figures) =>
  beyond(figures, "Nothing is due on this order.", "is due"),
);

export const exceedsAuthorized = failure("conflict", "payment.exceeds_authorized", (figures: Figures) =>
  beyond(figures, "No money is set aside by this payment that could be taken.", "is set aside"),
);

export const exceedsCaptured = failure("conflict", "payment.exceeds_captured", (figures: Figures) =>
  beyond(figures, "There is no money that could be given back.", "can be given back"),
);

export const nothingToRefund = failure(
  "conflict",
  "payment.nothing_to_refund",
  () => "Nothing was paid for these units that could be given back.",
);

export const nothingToVoid = failure(
  "conflict",
  "payment.nothing_to_void",
  () => "No money is set aside by this payment that could be freed.",
);

export const captureOnItsWay = failure("conflict", "payment.capture_pending", (currency: string, pending: number) => ({
  message: `${amountText(pending, currency)} is being captured: until the provider has answered, it cannot be given back.`,
  details: { currency, pending },
}));

interface Answer {
  readonly outcome: string;
  readonly amount: number;
}

/** The provider contradicts its earlier answer: a person has to look at it. */
export const alreadyAnswered = failure(
  "conflict",
  "payment.already_answered",
  (currency: string, first: Answer, late: Answer) => {
    const said = ({ outcome, amount }: Answer) => `${outcome} with ${amountText(amount, currency)}`;
    return {
      message: `This request was answered before: ${said(first)}, and now ${said(late)}.`,
      details: { currency, first, late },
    };
  },
);

export const answersTooMuch = failure(
  "invalid",
  "payment.answer_exceeds_request",
  ({ currency, requested, available }: Figures) => {
    const most = amountText(available, currency);
    return {
      message: `The answer is about ${amountText(requested, currency)}, and ${most} was asked for.`,
      errors: [{ pointer: "/amount", detail: `At most ${most}.`, currency, requested, available }],
      details: { currency, requested, available },
    };
  },
);

export const referenceTaken = failure("conflict", "payment.reference_taken", (reference: string) => ({
  message: `Another payment has the provider's reference ${reference} already.`,
  details: { reference },
}));

export const wrongCurrency = failure("invalid", "payment.wrong_currency", (given: string, wanted: string) => ({
  message: `The order is in ${wanted}, and this is about ${given}.`,
  errors: [{ pointer: "/currency", detail: `The order is in ${wanted}.` }],
}));

export const beyondKeeping = failure("invalid", "payment.too_large", (pointer: string, currency: string) => {
  const detail = `The payments of an order come to ${amountText(LARGEST_TOTAL, currency)} at most.`;
  return { message: detail, errors: [{ pointer, detail }], details: { currency, available: LARGEST_TOTAL } };
});
