import { once } from "node:events";
import { fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { type ServiceError, status } from "@grpc/grpc-js";
import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { goingAway } from "#core/kernel/errors.ts";
import { newId } from "#core/kernel/ids.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestGateway } from "#testing/fixtures/gateway.ts";
import { createTestHub, createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { GrpcClient } from "#testing/servers/grpc-client.ts";
import { codeOf, startGrpc } from "#testing/servers/grpc.ts";
import { byHand } from "./wire/by-hand.ts";
import { decoderOf } from "./wire/decode.ts";
import { encoderOf } from "./wire/encode.ts";

const hub = testHub();
let actor: Actor;
let server: Awaited<ReturnType<typeof startGrpc>>;
let client: GrpcClient;
let asking: { metadata: Record<string, string> };
const actors = new Map<string, Actor>();

beforeAll(async () => {
  await hub.feed.start();
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1000 }]);
  const token = newId();
  actors.set(token, { ...actor, type: "api_key", id: token });
  asking = { metadata: { authorization: `Bearer ${token}` } };
});
beforeEach(async () => {
  server = await startGrpc(createTestGateway(hub, actors), { connectionAgeS: 1 });
  client = new GrpcClient(server.port);
});
afterEach(async () => {
  hub.race = undefined;
  client.close();
  await server.close();
});

const ORDER = { channel: "web", lines: [{ sku: "A", quantity: "1", unitPrice: "5" }] };
const Check = byHand("HealthCheckRequest", { service: [1, "string"] });
const Serving = byHand("HealthCheckResponse", { status: [1, "int64"] });
const SERVING = { status: 1 };
const NOT_SERVING = { status: 2 };

async function health(service: string): Promise<object> {
  const answer = await client.raw("/grpc.health.v1.Health/Check", encoderOf(Check)({ service }));
  return decoderOf(Serving)(answer);
}

it("health covers the whole server and each service, and follows its readiness", async () => {
  for (const name of ["", "crossdock.v1.OrderService", "crossdock.v1.InventoryService", "crossdock.v1.UserService"])
    expect(await health(name)).toEqual(SERVING);
  server.setReady(false);
  expect(await health("")).toEqual(NOT_SERVING);
  await expect(health("nobody.Nothing")).rejects.toMatchObject({ code: status.NOT_FOUND });
});

it("running calls are answered during shutdown, after health has turned to NOT_SERVING", async () => {
  const held = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  hub.race = (point) => {
    if (point === "orders.place:read") reached.resolve();
    return point === "orders.place:read" ? held.promise : Promise.resolve();
  };
  const placing = client.call("OrderService/PlaceOrder", ORDER, asking);
  await reached.promise;
  const closing = server.close();
  expect(await health("").catch((error: ServiceError) => error.code)).toSatisfy(
    (told) => told === status.UNAVAILABLE || Object(told)["status"] === NOT_SERVING.status,
  );
  held.resolve();
  expect((await placing).json).toMatchObject({ created: true });
  await closing;
  await expect(client.call("OrderService/PlaceOrder", ORDER, asking)).rejects.toMatchObject({
    code: status.UNAVAILABLE,
  });
});

it("a stream of counts that stays open does not hold up the end of the server", async () => {
  const own = await startGrpc(createTestGateway(hub, actors));
  const counter = new GrpcClient(own.port);
  const { call, answer } = counter.clientStream("InventoryService/CountStock", asking);
  const ended = answer.catch((error: ServiceError) => error);
  call.write({ sku: "A", location: "main", onHand: "5" });
  await expect.poll(() => call.getPeer()).not.toBe("unknown");
  await own.close();
  expect(await ended).toMatchObject({ code: status.UNAVAILABLE });
  counter.close();
});

it("a stream ends with UNAVAILABLE and RetryInfo when the hub stops", async () => {
  const other = createTestHub(hub.url);
  await other.feed.start();
  const own = await startGrpc(createTestGateway(other, actors));
  const reader = new GrpcClient(own.port);
  const stream = reader.serverStream("OrderService/WatchOrders", {}, asking).on("data", () => {});
  await once(stream, "metadata");
  const ended = new Promise<ServiceError>((resolve) => stream.once("error", resolve));
  other.feed.end(goingAway);
  await own.close();
  const error = await ended;
  expect(error).toMatchObject({ code: status.UNAVAILABLE });
  expect(codeOf(error)).toBe("service.restarting");
  reader.close();
  await other.close();
});

it("a watch ends with OK at the connection's maximum age", async () => {
  const stream = client.serverStream("OrderService/WatchOrders", {}, asking).on("data", () => {});
  const [told] = await once(stream, "status");
  expect(told).toMatchObject({ code: status.OK });
});

const Request = byHand("ServerReflectionRequest", {
  fileContainingSymbol: [4, "string"],
  listServices: [7, ["string", "optional"]],
});
const Files = byHand("FileDescriptorResponse", { fileDescriptorProto: [1, ["bytes", "many"]] });
const Name = byHand("ServiceResponse", { name: [1, "string"] });
const List = byHand("ListServiceResponse", { service: [1, [Name, "many"]] });
const Response = byHand("ServerReflectionResponse", {
  fileDescriptorResponse: [4, Files],
  listServicesResponse: [6, List],
});

it.each(["v1", "v1alpha"])(
  "reflection %s names every service and hands out its files with all they import",
  async (version) => {
    const ask = async (question: object) => {
      const path = `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`;
      return Object(decoderOf(Response)(await client.raw(path, encoderOf(Request)(question))));
    };
    const { listServicesResponse } = await ask({ listServices: "" });
    expect(listServicesResponse.service).toContainEqual({ name: "crossdock.v1.OrderService" });
    const { fileDescriptorResponse } = await ask({ fileContainingSymbol: "crossdock.v1.OrderService.PlaceOrder" });
    const names = fileDescriptorResponse.fileDescriptorProto.map(
      (bytes: Uint8Array) => fromBinary(FileDescriptorProtoSchema, bytes).name,
    );
    expect(names).toEqual([
      "crossdock/v1/order_service.proto",
      "google/protobuf/struct.proto",
      "google/protobuf/timestamp.proto",
    ]);
  },
);
