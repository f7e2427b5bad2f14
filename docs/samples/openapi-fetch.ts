import createClient from "openapi-fetch";
import type { components, paths } from "./crossdock.d.ts";

const client = createClient<paths>({
  baseUrl: `${process.env.CROSSDOCK_URL ?? "http://localhost:3000"}/api/v2`,
  headers: { authorization: `Bearer ${process.env.CROSSDOCK_KEY}` },
});

const placed = await client.POST("/orders", {
  body: { channel: "web", lines: [{ sku: "BSK-07", quantity: 1 }] },
  params: { header: { "Idempotency-Key": "sample-openapi-fetch-1" } },
});
if (placed.error !== undefined) throw new Error(`${placed.error.code}: ${placed.error.detail}`);

const { data, error } = await client.GET("/orders/{id}", { params: { path: { id: placed.data.id } } });
if (error !== undefined) throw new Error(`${error.code}: ${error.detail}`);
const order = data as components["schemas"]["Order"]; // without ?fields= it is whole
console.log(order.number, order.totals.total, order.currency);
