import type { Broker, Received } from "#integrations/broker/port.ts";
import { placeAll } from "#transports/broker/intake.ts";
import { taken } from "#transports/broker/operations.ts";
import type { Call, Outcome, Transport } from "../transport.ts";
import type { World } from "../world.ts";
import { readBack } from "./read-back.ts";

/** Messages as a broker hands them over; its own delivery is proven with real brokers in `proofs/queues`. */
export function overIntake({ hub, gateway }: World, name: Broker["name"], reading: Transport): Transport {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- placing reads nothing but the broker's name
  const broker = { name } as Broker;
  const intake = { hub, gateway, broker };
  let messages = 0;
  return {
    name: name === "kafka" ? "Kafka intake" : "Redis Streams intake",
    operations: new Set(Object.values(taken).map((operation) => operation.name)),
    async call(call: Call): Promise<Outcome> {
      messages += 1;
      const message: Received = {
        key: undefined,
        value: Buffer.from(JSON.stringify(call.input)),
        headers: { "crossdock-tenant": call.shop.slug, traceparent: call.traceparent },
        origin: `orders/0/${messages}`,
      };
      const [verdict] = (await placeAll(intake, [message])).values();
      if (verdict === undefined || "again" in verdict) throw new Error(`${name} would try again`, { cause: verdict });
      if ("done" in verdict) return { answer: await readBack(hub, reading, call) };
      const { kind, code, errors } = verdict.refused;
      return { refused: { status: { kind }, code, pointers: errors.flatMap(({ pointer }) => pointer ?? []) } };
    },
  };
}
