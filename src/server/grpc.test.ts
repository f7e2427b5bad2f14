import { once } from "node:events";
import { createServer } from "node:net";
import type { JsonObject } from "@bufbuild/protobuf";
import { status, type ServiceError } from "@grpc/grpc-js";
import { beforeAll, expect, it } from "vitest";
import { ensureApiKey } from "#auth/bootstrap.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { GrpcClient } from "#testing/servers/grpc-client.ts";
import { codeOf } from "#testing/servers/grpc.ts";
import { freePort, startServerProcess } from "#testing/servers/server-process.ts";

const KEY = "grpc_server_test_key_of_more_than_32_characters";
const asking = { metadata: { authorization: `Bearer ${KEY}` } };
const ORDER = { channel: "web", lines: [{ sku: "A", quantity: "1", unitPrice: "5" }] };

const hub = testHub();
let actor: Actor;

beforeAll(async () => {
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 100_000 }]);
  await ensureApiKey(hub, actor.tenantId, { key: KEY });
});

async function start(more: Record<string, string> = {}) {
  const port = await freePort();
  const env = { DATABASE_URL: hub.url, NEXT_DIST_DIR: ".next-none", GRPC_PORT: String(port), ...more };
  const server = await startServerProcess(env);
  return { server, port, client: new GrpcClient(port) };
}

const place = async (client: GrpcClient): Promise<string> => {
  const { json } = await client.call("OrderService/PlaceOrder", ORDER, asking);
  return String(Object(json["order"])["id"]);
};

it("the role grpc serves gRPC alone, and ends in time with what is under way answered and its streams told", async () => {
  const { server, client } = await start({ ROLE: "grpc" });
  expect((await fetch(`${server.origin}/api/v2/orders`)).status).toBe(404);
  const stream = client.serverStream("OrderService/WatchOrders", {}, asking).on("data", () => {});
  await once(stream, "metadata");
  const ended = new Promise<ServiceError>((resolve) => stream.once("error", resolve));
  const placing = Promise.allSettled(Array.from({ length: 20 }, () => place(client)));
  await place(client);
  const [code, error, placed] = await Promise.all([server.stop(), ended, placing]);
  expect(code).toBe(0);
  expect(error).toMatchObject({ code: status.UNAVAILABLE });
  expect(codeOf(error)).toBe("service.restarting");
  const refused = placed.filter((each) => each.status === "rejected").map(({ reason }) => Object(reason)["code"]);
  expect(refused.filter((each) => each !== status.UNAVAILABLE)).toEqual([]);
  client.close();
});

it("a reader whose server is killed loses no event and gets none twice", async () => {
  const seen: string[] = [];
  let after: string | undefined;
  const watch = (client: GrpcClient) => {
    const from = after === undefined ? {} : { after };
    const stream = client.serverStream("OrderService/WatchOrders", { ...from, types: ["order.placed"] }, asking);
    stream
      .on("error", () => {})
      .on("data", (told: JsonObject) => {
        after = String(Object(told)["position"]);
        seen.push(String(Object(told["event"])["subjectId"]));
      });
    return once(stream, "metadata");
  };
  const placed: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    const { server, client } = await start();
    await watch(client);
    for (let n = 0; n < 5; n += 1) placed.push(await place(client));
    await expect.poll(() => seen.length).toBeGreaterThan(round * 5);
    await server.kill();
    client.close();
  }
  const { server, client } = await start();
  await watch(client);
  await expect.poll(() => new Set(seen).size).toBe(placed.length);
  expect(seen).toEqual(placed);
  await server.stop();
  client.close();
});

it("a port that was chosen and is taken ends the start, with the words to mend it", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const GRPC_PORT = String(typeof address === "object" ? address?.port : address);
  const starting = startServerProcess({ DATABASE_URL: hub.url, NEXT_DIST_DIR: ".next-none", GRPC_PORT });
  await expect(starting).rejects.toThrow("Set GRPC_PORT to another one");
  other.close();
});
