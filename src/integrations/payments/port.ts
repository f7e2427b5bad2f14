import type { PaymentMethod } from "#core/order/payment-schemas.ts";
import type { PaymentAction } from "#core/payments/schemas.ts";

/** What a provider is asked to do; minor units. */
export interface ProviderRequest {
  /** The provider's idempotency key: asked twice, it moves money once and answers the same. */
  readonly intentId: string;
  readonly action: PaymentAction;
  readonly amount: number;
  readonly currency: string;
  readonly orderNumber: string;
  readonly paymentId: string;
  /** What the caller called the payment: a token, a mandate, a memo. */
  readonly reference: string | null;
  /** What the provider itself called it in an earlier answer. */
  readonly providerReference: string | null;
}

export type ProviderAnswer =
  | { readonly outcome: "succeeded"; readonly amount: number; readonly providerReference: string }
  | { readonly outcome: "failed"; readonly code: string; readonly reason: string };

/** Somebody who moves money. Called outside any transaction. */
export interface PaymentProvider {
  readonly method: PaymentMethod;
  /**
   * Yields what the provider says, which may be the same more than once. Throws when it cannot be reached or the signal
   * fires: then nothing is known, and it is asked again with the same intent.
   */
  ask(request: ProviderRequest, signal: AbortSignal): AsyncIterable<ProviderAnswer>;
}

/** The providers that are set up, by method. */
export type Providers = Partial<Record<PaymentMethod, PaymentProvider>>;
