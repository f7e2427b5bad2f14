import { randomUUID } from "node:crypto";
import { type APIRequestContext, type APIResponse, expect } from "@playwright/test";
import { baseURL } from "./server.ts";

export interface Order {
  readonly id: string;
  readonly number: string;
  readonly version: number;
  readonly lines: readonly { readonly id: string; readonly name: string; readonly sku: string }[];
}

/** Retries with the current version. */
const asItIs = { "if-match": "*" };

async function bodyOf<T>(answer: APIResponse, status: number): Promise<T> {
  expect(answer.status(), await answer.text()).toBe(status);
  return answer.json();
}

export const listOf = async <T>(api: APIRequestContext, path: string): Promise<T[]> =>
  (await bodyOf<{ data: T[] }>(await api.get(path), 200)).data;

/** The first of a list. */
export async function firstOf<T extends { id: string }>(api: APIRequestContext, path: string): Promise<T> {
  const [first] = await listOf<T>(api, path);
  if (first === undefined) throw new Error(`${path} is empty`);
  return first;
}

/** An order of the web shop for one unit of an available article. */
export async function placeOrder(api: APIRequestContext, name = "Ada Penrose"): Promise<Order> {
  const data = {
    channel: "web",
    externalId: randomUUID(),
    currency: "GBP",
    customer: { email: `${randomUUID()}@example.com`, name },
    lines: [{ sku: "MUG-03-WHI", quantity: 1, unitPrice: 100 }], // allows backorders
  };
  return bodyOf(await api.post("orders", { data }), 201);
}

interface Shipped extends Order {
  readonly status: string;
  readonly totals: { readonly due: number; readonly refunded: number };
  readonly shipments: readonly { readonly trackingNumber: string | null }[];
}

export const orderAt = async (api: APIRequestContext, id: string): Promise<Shipped> =>
  bodyOf(await api.get(`orders/${id}`), 200);

/** An article with stock in the warehouse. Returns its SKU. */
export async function stockedArticle(api: APIRequestContext, onHand: number): Promise<string> {
  const sku = `E2E-${randomUUID().slice(0, 8).toUpperCase()}`;
  const prices = { GBP: 1000, EUR: 1000 };
  await bodyOf(await api.post("products", { data: { title: `Lantern ${sku}`, variants: [{ sku, prices }] } }), 201);
  const delta = { sku, location: "main", delta: onHand, reason: "receipt" };
  await bodyOf(await api.post("stock-adjustments", { data: delta }), 201);
  return sku;
}

/** The invoice of an order that has left. Returns its id. */
export async function invoiceOf(api: APIRequestContext, order?: Order): Promise<string> {
  const { id, number } = order ?? (await readyOrder(api, await stockedArticle(api, 1)));
  await bodyOf(await api.post(`orders/${id}/shipments`, { data: {} }), 200);
  await expect.poll(async () => (await listOf(api, `invoices?order=${number}`)).length, { timeout: 30_000 }).toBe(1);
  return (await firstOf(api, `invoices?order=${number}`)).id;
}

const PEOPLE = ["Ada Penrose", "Björn Åkesson", "Chi Okafor", "Dora Lindqvist", "Emre Yıldız"] as const;

/** A paid order for one unit. */
export async function readyOrder(api: APIRequestContext, sku: string, more: object = {}): Promise<Order> {
  const name = PEOPLE[Math.floor(Math.random() * PEOPLE.length)];
  const customer = { email: `${randomUUID()}@example.com`, name };
  const order = { channel: "web", externalId: randomUUID(), currency: "GBP", customer };
  const data = { ...order, lines: [{ sku, quantity: 1 }], payment: { method: "manual" }, ...more };
  return bodyOf(await api.post("orders", { data }), 201);
}

export async function readyOrders(api: APIRequestContext, sku: string, count: number): Promise<Order[]> {
  const orders: Order[] = [];
  while (orders.length < count) orders.push(await readyOrder(api, sku));
  return orders;
}

export const patchOrder = async (api: APIRequestContext, { id }: Order, data: object): Promise<Order> =>
  bodyOf(await api.patch(`orders/${id}`, { data, headers: asItIs }), 200);

interface User {
  readonly id: string;
}

export const createUser = async (api: APIRequestContext, data: object): Promise<User> =>
  bodyOf(await api.post("users", { data }), 201);

export const patchUser = async (api: APIRequestContext, { id }: User, data: object): Promise<User> =>
  bodyOf(await api.patch(`users/${id}`, { data, headers: asItIs }), 200);

export type Row = Readonly<Record<string, string>>;

export const csvOf = (rows: readonly Row[]): string => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [columns, ...rows.map((row) => columns.map((name) => row[name] ?? ""))]
    .map((cells) => `${cells.join(",")}\r\n`)
    .join("");
};

/** A line of a historical order, in Crossdock's own columns. */
export const rowOf = (externalId: string, more: Row = {}): Row => ({
  externalId,
  placedAt: "2025-11-02T09:30:00Z",
  currency: "GBP",
  sku: "BSK-01",
  quantity: "1",
  unitPrice: "10.00",
  ...more,
});

/** Imports a file with one rejected row and returns the finished import. */
export async function importFile(api: APIRequestContext, rows: readonly Row[]): Promise<{ id: string }> {
  const upload = { data: Buffer.from(csvOf(rows)), headers: { "content-type": "text/csv" } };
  const { key } = await bodyOf<{ key: string }>(await api.post(`${baseURL}/api/uploads?name=rows.csv`, upload), 201);
  const data = { fileName: "rows.csv", fileKey: key, preset: "crossdock" };
  const { id } = await bodyOf<{ id: string }>(await api.post("imports", { data }), 202);
  const status = async () => (await bodyOf<{ status: string }>(await api.get(`imports/${id}`), 200)).status;
  await expect.poll(status).toBe("done");
  return { id };
}

/** An endpoint that refuses connections, unless another URL is given. Returns its id. */
export async function createEndpoint(api: APIRequestContext, more: object = {}): Promise<string> {
  const data = { url: "http://127.0.0.1:9/", description: "Closed shop", eventTypes: ["webhook.test"], ...more };
  return (await bodyOf<{ id: string }>(await api.post("webhook-endpoints", { data }), 201)).id;
}

/** A delivery after one attempt. Returns its id. */
export async function failedDelivery(api: APIRequestContext, more: object = {}): Promise<string> {
  const endpoint = await createEndpoint(api, more);
  await bodyOf(await api.post(`webhook-endpoints/${endpoint}/test`), 200);
  const deliveries = () => listOf<{ id: string; attempts: number }>(api, `webhook-deliveries?endpointId=${endpoint}`);
  await expect.poll(async () => (await deliveries())[0]?.attempts ?? 0).toBeGreaterThan(0);
  return (await firstOf(api, `webhook-deliveries?endpointId=${endpoint}`)).id;
}

export const createCustomer = async (api: APIRequestContext, data: object): Promise<{ id: string }> =>
  bodyOf(await api.post("customers", { data }), 201);
