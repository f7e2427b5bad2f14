import createClient from "openapi-fetch";
import type { paths } from "./crossdock.d.ts";

const client = createClient<paths>({
  baseUrl: `${process.env.CROSSDOCK_URL}/api/v2`,
  headers: { authorization: `Bearer ${process.env.CROSSDOCK_KEY}` },
});

/** The result, or an error with the problem's detail. */
function answered<T>({ data, error }: { data?: T; error?: { code: string; detail: string } }): T {
  if (data === undefined) throw new Error(`${error?.code}: ${error?.detail}`);
  return data;
}

const placed = answered(
  await client.POST("/orders", {
    body: { channel: "web", lines: [{ sku: "BSK-07", quantity: 2 }] },
    params: { header: { "Idempotency-Key": "openapi-fetch-1" } },
  }),
);
const path = { id: placed.id };
const whole = answered(await client.GET("/orders/{id}", { params: { path } }));
const first = answered(await client.GET("/orders", { params: { query: { limit: 1 } } }));
const cursor = first.nextCursor ?? "";
const second = answered(await client.GET("/orders", { params: { query: { limit: 1, cursor } } }));
const laden = answered(
  await client.GET("/orders", { params: { query: { limit: 1, include: ["payments", "timeline"] } } }),
);
const part = answered(
  await client.GET("/orders/{id}", {
    params: { path, query: { fields: ["number", "totals.total"], include: ["timeline"] } },
  }),
);
const entry = answered(await client.GET("/orders", { params: { query: { limit: 1, fields: ["number"] } } })).data[0];

console.log(
  JSON.stringify({
    placed: placed.number,
    whole: [whole.number, whole.totals?.total, whole.lines?.[0]?.sku],
    pages: [first.data[0]?.number, second.data[0]?.number],
    included: [laden.data[0]?.included?.payments?.length, laden.data[0]?.included?.timeline?.[0]?.type],
    part: [part.number, part.totals?.total, part.currency ?? null, part.included?.timeline?.length],
    entry: [entry?.number, entry?.id ?? null],
  }),
);
