import { createHash } from "node:crypto";
import { MAX_BODY_BYTES } from "#core/inbound/schemas.ts";
import { failure, type HubError, isHubError } from "#core/kernel/errors.ts";
import type { TenantId } from "#core/kernel/ids.ts";
import { parseJsonBytes } from "#core/kernel/json-bytes.ts";
import { JsonFault } from "#core/kernel/json.ts";
import { asHubError } from "#core/runtime/execute.ts";
import type { Received } from "#integrations/broker/port.ts";
import { enterFor } from "./enter.ts";
import { type Intake, isPassing } from "./intake-parts.ts";
import { tenantsOf, type Tenants } from "./intake-tenants.ts";
import { taken } from "./operations.ts";

export const tooLarge = failure(
  "invalid",
  "intake.too_large",
  (bytes: number) => `A message has ${MAX_BODY_BYTES} bytes at most; this one has ${bytes}.`,
);
export const notJson = failure("invalid", "intake.not_json", (detail: string, pointer: string) => ({
  message: detail,
  errors: [{ pointer, detail }],
}));

/** The result of one message; `again` means retry. */
export type Verdict =
  | { readonly done: true }
  | { readonly refused: HubError; readonly tenantId: TenantId | undefined }
  | { readonly again: unknown; readonly tenantId: TenantId | undefined };

const VISIBLE = /^[\x21-\x7e]{1,255}$/;

/**
 * Places the orders of many messages concurrently, those with the same key in sequence. Returns one result per message.
 */
export async function placeAll(intake: Intake, messages: readonly Received[]): Promise<Map<Received, Verdict>> {
  const tenants = await tenantsOf(intake, messages).catch(nobody);
  const verdicts = new Map<Received, Verdict>();
  const chains = Map.groupBy(messages, ({ key, origin }) => key ?? origin);
  const runs = [...chains.values()].map(async (chain) => {
    for (const message of chain) {
      const verdict = await placeOne(intake, tenants, message);
      verdicts.set(message, verdict);
      if ("again" in verdict) return; // the rest of its chain is retried with it
    }
  });
  await Promise.all(runs);
  return verdicts;
}

/** Each message fails separately with the error of the tenant lookup. */
const nobody = (error: unknown): Tenants => ({
  of: () => {
    throw asHubError(error);
  },
});

async function placeOne({ gateway, broker }: Intake, tenants: Tenants, message: Received): Promise<Verdict> {
  let tenantId: TenantId | undefined;
  try {
    tenantId = tenants.of(message);
    const caller = await enterFor(gateway, { tenantId, broker: broker.name, message });
    await caller.call(taken.orders, bodyOf(message), { idempotencyKey: keyOf(message) });
    return { done: true };
  } catch (error) {
    if (!isHubError(error) || isPassing(error)) return { again: error, tenantId };
    return { refused: error, tenantId };
  }
}

function bodyOf({ value }: Received): unknown {
  if (value.length > MAX_BODY_BYTES) throw tooLarge(value.length);
  try {
    return parseJsonBytes(value);
  } catch (error) {
    if (error instanceof JsonFault) throw notJson(error.message, error.pointer);
    throw error;
  }
}

/**
 * The sender's idempotency key, else the message's position: the same message results in the same order. The broker's
 * message key only defines ordering, such as per customer, and is not used.
 */
export function keyOf({ headers, origin }: Received): string {
  const given = headers["idempotency-key"] ?? origin;
  return VISIBLE.test(given) ? given : `sha256:${createHash("sha256").update(given).digest("hex")}`;
}
