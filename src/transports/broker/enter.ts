import { systemActor } from "#core/kernel/actor.ts";
import { newId, type TenantId } from "#core/kernel/ids.ts";
import { traceFrom } from "#core/runtime/tracing.ts";
import type { Broker, Received } from "#integrations/broker/port.ts";
import type { Caller } from "#transports/gateway/caller.ts";
import type { Gateway } from "#transports/gateway/gateway.ts";

interface Sender {
  readonly tenantId: TenantId;
  readonly broker: Broker["name"];
  readonly message: Received;
}

/**
 * The broker authenticates producers: whoever may write to the topic may place orders for the tenant named in the
 * message.
 */
export const enterFor = (gateway: Gateway, { tenantId, broker, message }: Sender): Promise<Caller> =>
  gateway.enter({
    transport: broker,
    credential: { type: "internal", actor: systemActor(tenantId, broker) },
    address: () => broker,
    requestId: newId(),
    trace: traceFrom(message.headers["traceparent"]),
  });
