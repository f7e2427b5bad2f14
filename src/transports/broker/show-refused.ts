import { createSource, listSources, receiveMessage } from "#core/inbound/index.ts";
import { MAX_BODY_BYTES } from "#core/inbound/schemas.ts";
import { isHubError } from "#core/kernel/errors.ts";
import { shortened } from "#core/kernel/storable.ts";
import type { Caller } from "#transports/gateway/caller.ts";
import type { Gateway } from "#transports/gateway/gateway.ts";
import { enterFor } from "./enter.ts";
import { type IntakeLog, isPassing, type Refused } from "./intake-parts.ts";
import { taken } from "./operations.ts";

const TITLES = { kafka: "Kafka", redis: "Redis Streams" } as const;

export interface Desk {
  readonly gateway: Gateway;
  readonly log: IntakeLog;
  readonly broker: keyof typeof TITLES;
}

/**
 * Shows a rejected message in its tenant's inbox, where it can be retried; idempotent per message. Rejects only for
 * temporary failures, such as a database outage.
 */
export async function showRefused(
  { gateway, log, broker }: Desk,
  { message, error, tenantId }: Refused,
): Promise<void> {
  if (tenantId === undefined) return; // tenant unknown: only the dead letter exists
  const caller = await enterFor(gateway, { tenantId, broker, message });
  try {
    const input = {
      sourceId: await sourceOf(caller, broker),
      externalId: message.origin.slice(-300),
      type: "order",
      headers: { ...message.headers, ...(message.key !== undefined && { key: message.key }) },
      body: message.value.subarray(0, MAX_BODY_BYTES).toString("base64"),
      failed: { code: error.code, message: shortened(error.message, 2000) },
    };
    await caller.call(receiveMessage, input);
  } catch (failure) {
    if (isHubError(failure) && isPassing(failure)) throw failure;
    log.warn({ err: failure, broker, origin: message.origin }, "A rejected order is stored as a dead letter only");
  }
}

/** Created with the first message that needs it. */
async function sourceOf(caller: Caller, broker: Desk["broker"]): Promise<string> {
  const code = `${broker}-${caller.actor.tenantId.replaceAll("-", "").slice(-20)}`;
  const known = async () => {
    const { output } = await caller.call(listSources, {});
    return output.data.find((source) => source.code === code)?.id;
  };
  const found = await known();
  if (found !== undefined) return found;
  const input = { code, name: `Orders over ${TITLES[broker]}`, kind: "queue", operation: taken.orders.name };
  try {
    return (await caller.call(createSource, input)).output.id;
  } catch (error) {
    const made = await known(); // by another process concurrently
    if (made === undefined) throw error;
    return made;
  }
}
