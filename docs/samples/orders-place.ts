import { env } from "node:process";

const url = env.CROSSDOCK_URL ?? "http://localhost:3000";
const headers = { authorization: `Bearer ${env.CROSSDOCK_KEY}`, "content-type": "application/json" };

const order = {
  channel: "web",
  customer: { email: "a@example.com", name: "A. Person" },
  lines: [{ sku: "BSK-07", quantity: 1 }],
  payment: { method: "manual" },
};

// The key makes the call safe to repeat: the same key and body are one order, however often they arrive.
const answer = await fetch(`${url}/api/v2/orders`, {
  method: "POST",
  headers: { ...headers, "idempotency-key": "sample-ts-1" },
  body: JSON.stringify(order),
});
const body = await answer.json();
if (!answer.ok) throw new Error(`${body.code}: ${body.detail}`);
console.log(body.number, body.status, answer.headers.get("location"));
