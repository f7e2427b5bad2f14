import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { placeOrder } from "#core/orders/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestFiles, type TestFiles } from "#testing/fixtures/files.ts";
import { createTestTenant, testHub, testRival } from "#testing/fixtures/hub.ts";
import { createTestClient, ISSUER, oauthProcess } from "#testing/fixtures/oauth.ts";
import { overSoap } from "#testing/fixtures/soap.ts";
import type { Answer, Asking } from "#testing/fixtures/ways.ts";
import { startGraphqlSocket } from "#testing/servers/graphql-socket.ts";
import { overGrpc, startGrpc, streamOverGrpc } from "#testing/servers/grpc.ts";
import { httpApp } from "#transports/http.ts";

const ORDER = { channel: "web", lines: [{ sku: "A", quantity: 1 }] };
const PLACE = `mutation { placeOrder(input: { channel: "web", lines: [{ sku: "A", quantity: 1 }] }) { __typename } }`;
const FOLLOW = `subscription { eventsAfter(position: "0") { id } }`;
const CODE = /"code":"([a-z_]+\.[a-z_.]+)"/;

const hub = testHub();
const issuing = oauthProcess(testRival(hub));
const { gateway, oauth } = oauthProcess(hub, { standingLookMs: 20 });
let actor: Actor;
let files: TestFiles;
let app: ReturnType<typeof httpApp>;
let grpc: Awaited<ReturnType<typeof startGrpc>>;
let socket: Awaited<ReturnType<typeof startGraphqlSocket>>;

beforeAll(async () => {
  files = await createTestFiles();
  await hub.feed.start();
  actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1000 }]);
  await execute(hub, actor, placeOrder, ORDER);
  await hub.relay();
  app = httpApp({ hub: { ...hub, gateway, files: files.files }, oauth, publicUrl: ISSUER, corsOrigins: [] });
  grpc = await startGrpc(gateway);
  socket = await startGraphqlSocket(gateway);
});
afterAll(async () => {
  await Promise.all([grpc.close(), socket.close(), files.close()]);
});

const fetched = async (request: Request): Promise<Answer> => {
  const { status, body } = await app.fetch(request, {});
  return { status, reader: body?.pipeThrough(new TextDecoderStream()).getReader() };
};
const get = (path: string) => (asking: Asking) => fetched(new Request(`${ISSUER}${path}`, asking));
const post =
  (path: string, content: object = ORDER, accept = "*/*") =>
  (asking: Asking) => {
    const headers = { ...asking.headers, "content-type": "application/json", accept };
    return fetched(
      new Request(`${ISSUER}${path}`, { ...asking, method: "POST", headers, body: JSON.stringify(content) }),
    );
  };

const calls: readonly (readonly [string, (asking: Asking) => Promise<Answer>])[] = [
  ["REST v2", post("/api/v2/orders")],
  ["REST v1", post("/api/v1/orders")],
  ["tRPC", post("/api/trpc/orders.place")],
  ["gRPC", (asking) => overGrpc(grpc.port, ORDER, asking)],
  ["SOAP", (asking) => overSoap(app, ORDER, asking)],
  ["GraphQL", post("/api/graphql", { query: PLACE })],
];
const streams: readonly (readonly [string, (asking: Asking) => Promise<Answer>])[] = [
  ["SSE", get("/api/v2/events/stream")],
  ["tRPC over SSE", get("/api/trpc/events.watch?input={}")],
  ["gRPC", (asking) => streamOverGrpc(grpc.port, asking)],
  ["GraphQL over SSE", post("/api/graphql", { query: FOLLOW }, "text/event-stream")],
  ["GraphQL over a socket", (asking) => socket.stream(asking, FOLLOW)],
];

async function granted() {
  const client = await createTestClient(hub, actor);
  const { body } = await issuing.ask("token", { grant_type: "client_credentials", ...client });
  const token = String(body["access_token"]);
  const revoke = () => issuing.ask("revoke", { token, ...client });
  return { headers: { authorization: `Bearer ${token}` }, clientId: client.client_id, revoke };
}

/** The whole answer of a call; of a stream what comes until it is silent. */
async function textOf({ reader }: Answer, silenceMs = 5000): Promise<string> {
  let text = "";
  for (let more = true; more;) {
    const next = await Promise.race([reader?.read(), sleep(silenceMs)]);
    text += next?.value ?? "";
    more = next?.done === false;
  }
  return text;
}

describe.each(calls)("a call over %s", (_, send) => {
  it("is open to a token that another process made, as its client, and closed once that process has revoked it", async () => {
    const { headers, clientId, revoke } = await granted();
    expect(CODE.exec(await textOf(await send({ headers })))?.[1]).toBeUndefined();
    const placed = await hub.db.sql`
      select actor_type, actor_name from events where actor_id = ${clientId ?? ""} and type = 'order.placed'`;
    expect(placed).toEqual([{ actor_type: "client", actor_name: "Packing app" }]);
    await revoke();
    expect(CODE.exec(await textOf(await send({ headers })))?.[1]).toBe("auth.invalid_token");
  });
});

describe.each(streams)("a stream over %s", (_, send) => {
  it("is open to a token that another process made, and ends with the reason once that process has revoked it", async () => {
    const { headers, revoke } = await granted();
    const leave = new AbortController();
    const answer = await send({ headers: { ...headers, accept: "text/event-stream" }, signal: leave.signal });
    await answer.reader?.read();
    await revoke();
    expect(CODE.exec(await textOf(answer))?.[1]).toBe("auth.invalid_token");
    leave.abort();
    const again = await send({ headers: { ...headers, accept: "text/event-stream" } });
    expect(CODE.exec(await textOf(again, 500))?.[1]).toBe("auth.invalid_token");
  });
});
