import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  splitLink,
  TRPCClientError,
} from "@trpc/client";
import { EventSource } from "eventsource";
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import { apiKeyActor } from "#auth/api-keys.ts";
import { ensureApiKey } from "#auth/bootstrap.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { placeOrder } from "#core/orders/place-order.ts";
import { execute } from "#core/runtime/execute.ts";
import type { AppRouter } from "#transports/trpc/router.ts";
import { addArticles } from "../fixtures/builders.ts";
import { createTestTenant, testHub } from "../fixtures/hub.ts";
import { freePort, type ServerProcess, startServerProcess } from "../servers/server-process.ts";

const KEY = "trpc_client_key_of_more_than_32_characters";

const hub = testHub();
let server: ServerProcess;
let env: Record<string, string>;

beforeAll(async () => {
  const actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 100_000 }]);
  await ensureApiKey(hub, actor.tenantId, { key: KEY });
  env = {
    DATABASE_URL: hub.url,
    PORT: String(await freePort()),
    AUTH_SECRET: "a secret of 32 characters or more",
  };
  server = await startServerProcess(env);
});
afterAll(async () => {
  await server.kill();
});

/** An external client, built from the published router type, the URL and a key. */
function clientOf(origin: string, key = KEY) {
  const url = `${origin}/api/trpc`;
  const headers = { authorization: `Bearer ${key}` };
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (op) => op.type === "subscription",
        true: httpSubscriptionLink({
          url,
          EventSource,
          eventSourceOptions: () => ({
            fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, ...headers } }),
          }),
        }),
        false: splitLink({
          condition: (op) => op.context["idempotencyKey"] !== undefined,
          true: httpLink({
            url,
            headers: ({ op }) => ({ ...headers, "idempotency-key": String(op.context["idempotencyKey"]) }),
          }),
          false: httpBatchLink({ url, headers }),
        }),
      }),
    ],
  });
}

const order = { channel: "web", lines: [{ sku: "A", quantity: 1 }] };

describe("a tRPC client outside the app", () => {
  it("gets typed results within the key's scopes", async () => {
    const client = clientOf(server.origin);
    const { order: placed } = await client.orders.place.mutate(order);
    expectTypeOf(placed.totals.total).toEqualTypeOf<number>();
    expectTypeOf(placed.placedAt).toEqualTypeOf<string>();
    expectTypeOf(client.orders.place.mutate).parameter(0).toHaveProperty("lines");
    expect(await client.orders.get.query({ id: placed.id })).toMatchObject({
      number: placed.number,
      totals: { total: 295 },
    });
  });

  it("gets our error code, the field errors and the request id", async () => {
    const client = clientOf(server.origin);
    const short = client.orders.place.mutate({ channel: "web", lines: [{ sku: "A", quantity: 1_000_000 }] });
    const error: unknown = await short.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TRPCClientError);
    expect((error as TRPCClientError<AppRouter>).data).toMatchObject({
      kind: "conflict",
      code: "inventory.insufficient_stock",
      httpStatus: 409,
      errors: [{ pointer: "/lines/0", sku: "A" }],
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it("is rejected with an invalid key", async () => {
    const wrong = clientOf(server.origin, `${KEY}x`).tenants.current.query({});
    await expect(wrong).rejects.toMatchObject({ data: { kind: "unauthenticated", code: "auth.invalid_key" } });
  });

  it("places one order with repeated attempts under one idempotency key", async () => {
    const client = clientOf(server.origin);
    const once = () => client.orders.place.mutate(order, { context: { idempotencyKey: "again" } });
    const [first, second] = [await once(), await once()];
    expect(second.order.id).toBe(first.order.id);
  });

  it("receives every event once across a restart of the server", async () => {
    const actor = await actorOfKey();
    await expect.poll(async () => (await hub.db.sql`select from outbox`).count).toBe(0); // events of earlier tests
    const [before] = await hub.db.sql<{ head: number }[]>`select coalesce(max(position), 0)::int as head from feed`;
    const seen: number[] = [];
    const from = before?.head ?? 0;
    const watching = clientOf(server.origin).events.watch.subscribe(
      { after: from, types: ["order.*"] },
      { onData: ({ data }) => void seen.push(data.position) },
    );
    const place = async (count: number) => {
      const client = clientOf(server.origin);
      await Promise.all(Array.from({ length: count }, () => client.orders.place.mutate(order)));
    };
    await place(10);
    await expect.poll(() => seen.length).toBeGreaterThan(0);
    expect(await server.stop()).toBe(0);
    await Promise.all(Array.from({ length: 5 }, () => execute(hub, actor, placeOrder, order)));
    server = await startServerProcess(env);
    await place(10);
    await expect.poll(() => seen.length, { timeout: 15_000 }).toBeGreaterThanOrEqual(25);
    const wanted = await hub.db.sql<{ position: number }[]>`
      select f.position::int as position from feed f join events e on e.n = f.n
      where f.position > ${from} and e.type like 'order.%' order by f.position`;
    expect(seen).toEqual(wanted.map(({ position }) => position));
    expect(seen).toHaveLength(25);
    watching.unsubscribe();
  }, 40_000);
});

async function actorOfKey(): Promise<Actor> {
  const actor = await apiKeyActor(hub, KEY);
  if (actor === undefined) throw new Error("The key has no scopes");
  return actor;
}
