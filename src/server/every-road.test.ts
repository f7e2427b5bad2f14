import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { ServiceError } from "@grpc/grpc-js";
import { createClient } from "redis";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { auditTenant } from "#core/audit/index.ts";
import { type Actor, scopes } from "#core/kernel/actor.ts";
import { ensureApiKey } from "#core/keys/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { GrpcClient } from "#testing/servers/grpc-client.ts";
import { codeOf } from "#testing/servers/grpc.ts";
import { describeWith } from "#testing/servers/outside-program.ts";
import { redisInstalled, RedisServer } from "#testing/servers/redis-server.ts";
import { freePort, type ServerProcess, startServerProcess } from "#testing/servers/server-process.ts";

const KEY = "every_road_key_of_more_than_32_characters";
const STREAM = "crossdock.orders.intake";
const ORDERS = 50;
/** The kill comes when so many of the 250 answers have come. */
const KILL_AT = 110;

async function until(met: () => boolean): Promise<void> {
  while (!met()) await sleep(5);
}

/** One attempt: the order's id, or the code of a refusal; undefined when it is sent again. */
type Attempt = Promise<{ readonly id: string } | { readonly code: string } | undefined>;

describeWith("redis-server", redisInstalled())("one order over every road at once (needs redis-server)", () => {
  const hub = testHub();
  let actor: Actor;
  let dataDir: string;
  let redis: RedisServer;
  let grpc: GrpcClient;
  let server: ServerProcess;
  let source: { code: string; secret: string };
  let env: Record<string, string>;

  beforeAll(async () => {
    actor = await createTestTenant(hub);
    await execute(hub, actor, ensureApiKey, { name: "roads", key: KEY, scopes: [...scopes] });
    await addArticles(hub, actor, [{ sku: "A", onHand: 1000 }]);
    dataDir = await mkdtemp(join(tmpdir(), "crossdock-test-"));
    redis = await RedisServer.open();
    const port = await freePort();
    grpc = new GrpcClient(port);
    env = { DATABASE_URL: hub.url, DATA_DIR: dataDir, REDIS_URL: redis.url, BROKER_START: "beginning" };
    env = { ...env, GRPC_PORT: String(port), NEXT_DIST_DIR: ".next-none" };
    server = await startServerProcess(env);
    const asked = { code: "roads", name: "Shop", kind: "standard", operation: "orders.place", mapping: "$" };
    const made = await post("/api/v2/inbound-sources", asked, { authorization: `Bearer ${KEY}` });
    source = z.object({ code: z.string(), secret: z.string() }).parse(made);
  });
  afterAll(async () => {
    grpc.close();
    await server.kill();
    await redis.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const orderOf = (name: string) => ({ channel: "web", externalId: name, lines: [{ sku: "A", quantity: 1 }] });

  async function post(path: string, body: object, headers: Record<string, string>) {
    const answer = await fetch(`${server.origin}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
    return z.record(z.string(), z.unknown()).parse(await answer.json());
  }
  const bearer = (name: string) => ({ authorization: `Bearer ${KEY}`, "idempotency-key": name });
  const Told = z.union([z.object({ id: z.string() }), z.object({ code: z.string() })]);

  const roads: Readonly<Record<string, (name: string) => Attempt>> = {
    rest: async (name) => Told.parse(await post("/api/v2/orders", orderOf(name), bearer(name))),
    trpc: async (name) => {
      const told = await post("/api/trpc/orders.place", orderOf(name), bearer(name));
      const shape = z.union([
        z
          .object({ result: z.object({ data: z.object({ order: Told }) }) })
          .transform(({ result }) => result.data.order),
        z.object({ error: z.object({ data: Told }) }).transform(({ error }) => error.data),
      ]);
      return shape.parse(told);
    },
    graphql: async (name) => {
      const query = `mutation ($input: PlaceOrderInput!) { told: placeOrder(input: $input) {
        ... on Order { id } ... on Error { code } } }`;
      const { data, errors } = await post("/api/graphql", { query, variables: { input: orderOf(name) } }, bearer(name));
      const refused = z.tuple([z.object({ extensions: Told })], z.unknown()).safeParse(errors);
      return refused.success ? refused.data[0].extensions : z.object({ told: Told }).parse(data).told;
    },
    grpc: async (name) => {
      try {
        const { json } = await grpc.call("OrderService/PlaceOrder", orderOf(name), { metadata: bearer(name) });
        return z.object({ order: Told }).parse(json).order;
      } catch (error) {
        const code = codeOf(error as ServiceError);
        return code === undefined ? undefined : { code };
      }
    },
    webhook: async (name) => {
      const at = new Date();
      const signature = new Webhook(source.secret).sign(name, at, JSON.stringify(orderOf(name)));
      const stamp = String(Math.floor(at.getTime() / 1000));
      const headers = { "webhook-id": name, "webhook-timestamp": stamp, "webhook-signature": signature };
      return Told.parse(await post(`/api/webhooks/${source.code}`, orderOf(name), headers));
    },
  };
  const AGAIN = new Set(["idempotency.in_progress", "service.unavailable", "request.timeout"]);

  /** A client that sends until it has a final answer. */
  async function buy(road: (name: string) => Attempt, name: string): Promise<string> {
    for (;;) {
      const told = await road(name).catch(() => undefined);
      if (told !== undefined && "id" in told) return told.id;
      if (told !== undefined && !AGAIN.has(told.code)) return told.code;
      await sleep(20 + Math.random() * 60);
    }
  }

  async function sendToRedis(names: readonly string[]): Promise<void> {
    const client = createClient({ url: redis.url });
    await client.connect();
    for (const name of names)
      await client.xAdd(STREAM, "*", { data: JSON.stringify(orderOf(name)), "idempotency-key": name });
    client.destroy();
  }

  /** Messages that the intake has not acknowledged. */
  async function waitingInRedis(): Promise<number> {
    const client = createClient({ url: redis.url });
    await client.connect();
    const [group] = await client.xInfoGroups(STREAM);
    client.destroy();
    return group === undefined ? ORDERS : group.pending + (group.lag ?? ORDERS);
  }

  const unprocessed = () => hub.db.sql`select id from inbound_messages where state <> 'processed'`;

  it(`is one order, ${ORDERS} times, though the server is killed in between`, { timeout: 240_000 }, async () => {
    let answered = 0;
    const names = Array.from({ length: ORDERS }, (_, index) => `road-${index}`);
    const sent = names.map(async (name, index) => {
      await until(() => answered >= index * 4 - 20); // the server meets new orders before and after its end
      const ways = Object.entries(roads).map(async ([way, road]) => {
        const id = await buy(road, name);
        answered += 1;
        return [way, id] as const;
      });
      const [answers] = await Promise.all([Promise.all(ways), sendToRedis([name])]);
      return new Map(answers);
    });
    await until(() => answered >= KILL_AT);
    await server.kill();
    server = await startServerProcess(env);
    const told = await Promise.all(sent);
    await expect.poll(waitingInRedis, { timeout: 90_000, interval: 200 }).toBe(0);
    await expect.poll(async () => (await unprocessed()).length, { timeout: 90_000, interval: 200 }).toBe(0);

    const rows = await hub.db.sql<{ id: string; name: string }[]>`select id, external_id as name from orders`;
    expect(rows.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
    const idOf = new Map(rows.map(({ id, name }) => [name, id]));
    for (const [index, answers] of told.entries()) {
      const { webhook: _, ...placed } = Object.fromEntries(answers);
      expect(new Set(Object.values(placed))).toEqual(new Set([idOf.get(names[index] ?? "")]));
    }
    const placed = await hub.db.sql`select from events where type = 'order.placed'`;
    expect(placed).toHaveLength(ORDERS);
    expect(await auditTenant(hub.db.read(actor.tenantId))).toMatchObject({ ok: true });
  });
});
