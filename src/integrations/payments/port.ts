import type { PaymentMethod } from "#core/order/payment-schemas.ts";
import type { PaymentAction } from "#core/payments/schemas.ts";

/** A request to a provider; amounts in minor units. */
export interface ProviderRequest {
  /** The provider's idempotency key: a repeated request moves money once and returns the same result. */
  readonly intentId: string;
  readonly action: PaymentAction;
  readonly amount: number;
  readonly currency: string;
  readonly orderNumber: string;
  readonly paymentId: string;
  /** The caller's reference of the payment: a token, a mandate, a memo. */
  readonly reference: string | null;
  /** The provider's reference from an earlier result. */
  readonly providerReference: string | null;
}

export type ProviderAnswer =
  | { readonly outcome: "succeeded"; readonly amount: number; readonly providerReference: string }
  | { readonly outcome: "failed"; readonly code: string; readonly reason: string };

/** A payment provider. Called outside any transaction. */
export interface PaymentProvider {
  readonly method: PaymentMethod;
  /**
   * Yields the provider's results, possibly with duplicates. Throws when it is unreachable or the signal aborts: then
   * the outcome is unknown, and the request is repeated with the same intent.
   */
  ask(request: ProviderRequest, signal: AbortSignal): AsyncIterable<ProviderAnswer>;
}

/** The configured providers, by method. */
export type Providers = Partial<Record<PaymentMethod, PaymentProvider>>;
