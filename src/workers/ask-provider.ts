import { type Actor, systemActor } from "#core/kernel/actor.ts";
import { failure } from "#core/kernel/errors.ts";
import type { TenantId } from "#core/kernel/ids.ts";
import { answerPayment } from "#core/payments/answer-payment.ts";
import { paymentRequested } from "#core/payments/events.ts";
import { execute } from "#core/runtime/execute.ts";
import type { Hub } from "#core/runtime/hub.ts";
import type { ProviderAnswer, Providers } from "#integrations/payments/port.ts";

export const providerMissing = failure("unavailable", "payment.provider_missing", (method: string) => ({
  message: `Payments by ${method} are not set up in this process.`,
}));

export interface AskProvider {
  readonly hub: Hub;
  readonly providers: Providers;
  /** The provider's timeout, after which the request is retried later. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 20_000;

/**
 * Handles one `payment.requested`: calls the provider outside any transaction and records each result. Throws when the
 * provider does not respond; retries are safe, since the intent is the idempotency key on both sides.
 */
export async function askProvider(
  { hub, providers, timeoutMs = TIMEOUT_MS }: AskProvider,
  tenantId: TenantId,
  eventData: unknown,
): Promise<void> {
  const asked = paymentRequested.data.parse(eventData);
  const provider = providers[asked.method];
  if (provider === undefined) throw providerMissing(asked.method);
  const request = { ...asked, orderNumber: asked.number };
  for await (const answer of provider.ask(request, AbortSignal.timeout(timeoutMs)))
    await record(hub, systemActor(tenantId, `${asked.method} payments`), { ...asked, answer });
}

interface Answered {
  readonly orderId: string;
  readonly paymentId: string;
  readonly intentId: string;
  readonly answer: ProviderAnswer;
}

async function record(hub: Hub, actor: Actor, { orderId, paymentId, intentId, answer }: Answered): Promise<void> {
  await execute(hub, actor, answerPayment, { orderId, paymentId, intentId, ...answer }, { transport: "worker" });
}
