import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIdentify } from "#auth/identify.ts";
import { promote } from "#auth/second-factor.ts";
import { createSession } from "#auth/sessions.ts";
import { beginFactor, confirmFactor } from "#core/accounts/index.ts";
import { userActor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { placeOrder } from "#core/orders/index.ts";
import { execute } from "#core/runtime/execute.ts";
import { createUser } from "#core/users/index.ts";
import { addArticles } from "#testing/fixtures/builders.ts";
import { ask, ORDER, waysOver } from "#testing/fixtures/every-way.ts";
import { createTestFiles, type TestFiles } from "#testing/fixtures/files.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { startGraphqlSocket } from "#testing/servers/graphql-socket.ts";
import { startGrpc } from "#testing/servers/grpc.ts";
import { createGateway } from "#transports/gateway/gateway.ts";
import { httpApp } from "#transports/http.ts";

const HUB = "https://hub.example.com";
const hub = testHub();
let files: TestFiles;
let app: ReturnType<typeof httpApp>;
let grpc: Awaited<ReturnType<typeof startGrpc>>;
let socket: Awaited<ReturnType<typeof startGraphqlSocket>>;
let powerless: string;
let full: string;
const { calls, streams } = waysOver(() => ({ app, grpc, socket }));

beforeAll(async () => {
  files = await createTestFiles();
  await hub.feed.start();
  const actor = await createTestTenant(hub);
  await addArticles(hub, actor, [{ sku: "A", onHand: 1000 }]);
  await execute(hub, actor, placeOrder, ORDER);
  await hub.relay();
  // The cookie's value stands for the signed one, of which src/server/session-cookie.ts makes it.
  const identify = createIdentify(hub, (cookies) => Promise.resolve(/session=([\w.-]+)/.exec(cookies)?.[1]));
  const gateway = createGateway({ hub, identify, publicOrigin: HUB });
  app = httpApp({ hub: { ...hub, gateway, files: files.files }, publicUrl: HUB, corsOrigins: [] });
  grpc = await startGrpc(gateway);
  socket = await startGraphqlSocket(gateway);
  const { tenantId } = actor;
  const user = { email: `${newId()}@example.com`, name: "Sam", role: "admin" };
  const { id } = (await execute(hub, actor, createUser, user)).output;
  const person = userActor({ id, name: "Sam", role: "admin", tenantId });
  const begun = (await execute(hub, person, beginFactor, {})).output;
  const totp = new TOTP({ secret: Secret.fromBase32(begun.secret ?? "") });
  await execute(hub, person, confirmFactor, { id: begun.id, code: totp.generate() });
  powerless = await createSession(hub, { id, tenantId });
  const code = totp.generate({ timestamp: Date.now() + 30_000 });
  full = await promote(hub, await createSession(hub, { id, tenantId }), { code, ip: undefined });
});
afterAll(async () => {
  await Promise.all([grpc.close(), socket.close(), files.close()]);
});

const withCookie = (sid: string) => ({ cookie: `session=${sid}`, "sec-fetch-site": "same-origin" });
/** Programs' transports take no cookies: there no session opens anything. */
const WITHOUT_COOKIES: ReadonlySet<string> = new Set(["REST v2", "REST v1", "gRPC", "GraphQL over a socket"]);

const REFUSED = ["auth.required", "auth.unsupported_credential"];

describe.each([...calls, ...streams])("over $name ($transport)", (way) => {
  const takesCookies = !WITHOUT_COOKIES.has(way.name);

  it("a session that awaits its second factor opens nothing; the one that takes its place opens what its user may", async () => {
    const [before, after] = [await ask(way, withCookie(powerless)), await ask(way, withCookie(full))];
    expect(takesCookies ? ["auth.factor_required"] : REFUSED).toContain(before.code);
    expect(takesCookies ? [undefined] : REFUSED).toContain(after.code);
  });
});
