import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import type { PaymentProvider, ProviderAnswer, ProviderRequest } from "./port.ts";

/** The test provider's behaviours by payment reference; any other succeeds at once. */
type Behaviour = { declines: boolean; delayMs: number; answers: 0 | 1 | 2 };

const LONGEST_DELAY_MS = 60_000;

/**
 * A provider without an account. It is stateless: its result is a function of the request, so a repeated request gets
 * the same result. The payment's reference controls it: `decline`, `decline:<action>` (only that one), `delay:<ms>`,
 * `timeout` (no response), `twice` (responds twice).
 */
export const testProvider: PaymentProvider = {
  method: "test",
  async *ask(request, signal) {
    const { declines, delayMs, answers } = behaviourOf(request);
    if (delayMs > 0) await wait(delayMs, undefined, { signal });
    if (answers === 0) await wait(LONGEST_DELAY_MS, undefined, { signal });
    const answer = declines ? declined(request) : succeeded(request);
    for (let each = 0; each < answers; each += 1) yield answer;
  },
};

function behaviourOf({ reference, action }: ProviderRequest): Behaviour {
  const [word = "", detail = ""] = (reference ?? "").split(":");
  const delayMs = word === "delay" ? Math.min(Math.max(Number(detail) || 0, 0), LONGEST_DELAY_MS) : 0;
  const taking = action === "authorize" || action === "capture";
  return {
    declines: word === "decline" && (detail === "" ? taking : detail === action),
    delayMs,
    answers: word === "timeout" ? 0 : word === "twice" ? 2 : 1,
  };
}

const declined = ({ action }: ProviderRequest): ProviderAnswer => ({
  outcome: "failed",
  code: "card_declined",
  reason: `The test provider was told to decline: ${action}.`,
});

function succeeded({ intentId, amount }: ProviderRequest): ProviderAnswer {
  const name = createHash("sha256").update(intentId).digest("hex").slice(0, 24);
  return { outcome: "succeeded", amount, providerReference: `test_${name}` };
}
