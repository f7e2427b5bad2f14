import { createClient } from "./generated/hey/client/index.ts";
import { ordersGet, ordersList, ordersPlace } from "./generated/hey/index.ts";

/** Places an order and reads it back with the client that @hey-api/openapi-ts generates from the document. */
export async function tryOut({ baseUrl, key }: { baseUrl: string; key: string }) {
  const client = createClient({ baseUrl, auth: key });
  const placed = await ordersPlace({
    client,
    body: { channel: "web", lines: [{ sku: "BSK-07", quantity: 1 }] },
    headers: { "Idempotency-Key": "hey-1" },
  });
  if (placed.error !== undefined) throw new Error(`${placed.error.code}: ${placed.error.detail}`);
  const read = await ordersGet({ client, path: { id: placed.data.id } });
  const list = await ordersList({ client, query: { limit: 1, status: ["pending"] } });
  const refused = await ordersPlace({ client, body: { channel: "nowhere", lines: [{ sku: "BSK-07", quantity: 1 }] } });
  return { number: read.data?.number, first: list.data?.data[0]?.number, refusal: refused.error?.code };
}
