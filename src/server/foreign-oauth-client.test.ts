import * as oauth from "oauth4webapi";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Actor } from "#core/kernel/actor.ts";
import { newId } from "#core/kernel/ids.ts";
import { execute } from "#core/runtime/execute.ts";
import { createUser } from "#core/users/index.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { createTestClient, oauthProcess } from "#testing/fixtures/oauth.ts";
import { createFront, type Front } from "./front.ts";

const hub = testHub();
const PASSWORD = "correct horse battery";
const insecure = { [oauth.allowInsecureRequests]: true };
let front: Front;
let actor: Actor;
let server: oauth.AuthorizationServer;

beforeAll(async () => {
  actor = await createTestTenant(hub);
  let fetch: (request: Request) => Promise<Response> = () => Promise.reject(new Error("not started"));
  front = createFront({ fetch: (request) => fetch(request), onError: (error) => process.emitWarning(String(error)) });
  const issuer = `http://127.0.0.1:${await front.listen(0, "127.0.0.1")}`;
  ({ fetch } = oauthProcess(hub, {}, issuer));
  const url = new URL(issuer);
  const found = await oauth.discoveryRequest(url, { algorithm: "oauth2", ...insecure });
  server = await oauth.processDiscoveryResponse(url, found);
});
afterAll(() => front.close());

const methods = [
  ["client_secret_basic", oauth.ClientSecretBasic],
  ["client_secret_post", oauth.ClientSecretPost],
] as const;

it.each(methods)("a foreign client goes through every flow from the metadata alone, by %s", async (_, method) => {
  const { client_id, client_secret } = await createTestClient(hub, actor, { firstParty: true });
  const [client, auth] = [{ client_id: client_id ?? "" }, method(client_secret ?? "")];

  const own = await oauth.processClientCredentialsResponse(
    server,
    client,
    await oauth.clientCredentialsGrantRequest(server, client, auth, { scope: "orders:read" }, insecure),
  );
  expect(own).toMatchObject({ token_type: "bearer", expires_in: 900, scope: "orders:read" });

  const headers = { authorization: `Bearer ${own.access_token}` };
  const asked = new Request("https://api.example.com/orders", { headers });
  const claims = await oauth.validateJwtAccessToken(server, asked, `${server.issuer}/api`, insecure);
  expect(claims).toMatchObject({ client_id, sub: client_id, scope: "orders:read" });

  const email = `${newId()}@example.com`;
  await execute(hub, actor, createUser, { email, name: "Sam", role: "agent", password: PASSWORD });
  const password = await oauth.genericTokenEndpointRequest(
    server,
    client,
    auth,
    "password",
    { username: email, password: PASSWORD },
    insecure,
  );
  const first = await oauth.processGenericTokenEndpointResponse(server, client, password);
  const refresh = await oauth.refreshTokenGrantRequest(server, client, auth, first.refresh_token ?? "", insecure);
  const second = await oauth.processRefreshTokenResponse(server, client, refresh);

  const introspect = async (token: string) =>
    oauth.processIntrospectionResponse(
      server,
      client,
      await oauth.introspectionRequest(server, client, auth, token, insecure),
    );
  expect(await introspect(second.access_token)).toMatchObject({ active: true, client_id });
  const revoked = await oauth.revocationRequest(server, client, auth, second.access_token, insecure);
  await oauth.processRevocationResponse(revoked);
  expect(await introspect(second.access_token)).toEqual({ active: false });
});

it("a foreign client understands our errors", async () => {
  const { client_id } = await createTestClient(hub, actor);
  const client = { client_id: client_id ?? "" };
  const auth = oauth.ClientSecretBasic("wrong");
  const refused = await oauth.clientCredentialsGrantRequest(server, client, auth, {}, insecure);
  await expect(oauth.processClientCredentialsResponse(server, client, refused)).rejects.toBeInstanceOf(
    oauth.WWWAuthenticateChallengeError,
  );
});
