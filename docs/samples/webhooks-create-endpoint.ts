import { env } from "node:process";

const url = env.CROSSDOCK_URL ?? "http://localhost:3000";
const headers = { authorization: `Bearer ${env.CROSSDOCK_KEY}`, "content-type": "application/json" };

const answer = await fetch(`${url}/api/v2/webhook-endpoints`, {
  method: "POST",
  headers,
  body: JSON.stringify({ url: "https://example.com/hooks/crossdock", eventTypes: ["order.*"] }),
});
const body = await answer.json();
if (!answer.ok) throw new Error(`${body.code}: ${body.detail}`);
console.log("Keep this secret; it is never shown again:", body.secret);
