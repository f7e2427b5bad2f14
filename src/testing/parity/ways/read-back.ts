import type { TestHub } from "../../fixtures/hub.ts";
import { at, type Json } from "../scenario.ts";
import type { Call, Transport } from "../transport.ts";

/** What senders who get no answer read afterwards: the level, or the order that was touched last. */
export async function readBack(hub: TestHub, reading: Transport, call: Call): Promise<Json> {
  const { sku, location } = call.input;
  if (call.operation === "inventory.adjust" && sku !== undefined && location !== undefined)
    return at(await asked(reading, { ...call, operation: "inventory.levels", input: { sku, location } }), "0") ?? null;
  const [last] = await hub.db.sql<{ id: string }[]>`
    select subject_id as id from events where tenant_id = ${call.shop.actor.tenantId} and subject_type = 'order'
    order by n desc limit 1`;
  if (last === undefined) return null;
  return asked(reading, { ...call, operation: "orders.get", input: { id: last.id } });
}

async function asked(reading: Transport, call: Call): Promise<Json> {
  const read = await reading.call(call);
  if ("refused" in read) throw new Error(`${call.operation} was refused: ${read.refused.code}`);
  return read.answer;
}
