import { env } from "node:process";

const url = env.CROSSDOCK_URL ?? "http://localhost:3000";
const headers = { authorization: `Bearer ${env.CROSSDOCK_KEY}`, "content-type": "application/json" };

const answer = await fetch(`${url}/api/v2/stock-levels?sku=BSK-07`, { headers });
const body = await answer.json();
if (!answer.ok) throw new Error(`${body.code}: ${body.detail}`);
for (const { location, onHand, available } of body.data) console.log(location, onHand, available);
