import { env } from "node:process";

const url = env.CROSSDOCK_URL ?? "http://localhost:3000";
const headers = { authorization: `Bearer ${env.CROSSDOCK_KEY}`, "content-type": "application/json" };

async function* orders(query: Record<string, string>) {
  let cursor: string | null = null;
  do {
    const page = new URLSearchParams({ ...query, limit: "100", ...(cursor === null ? {} : { cursor }) });
    const answer = await fetch(`${url}/api/v2/orders?${page}`, { headers });
    const body = await answer.json();
    if (!answer.ok) throw new Error(`${body.code}: ${body.detail}`);
    yield* body.data;
    cursor = body.nextCursor;
  } while (cursor !== null);
}

for await (const order of orders({ fields: "number,status" })) console.log(order.number, order.status);
