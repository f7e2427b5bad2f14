import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { ran, toolFolder } from "../api-tools.ts";
import { type RestHub, startRestHub } from "../rest-interop/hub.ts";
import { securityTools } from "./tools.ts";

const LONG = 240_000;
const Client = z.object({ clientId: z.string(), clientSecret: z.string() });
const Token = z.object({ access_token: z.string() });
const SCOPES = ["orders:read", "orders:write"];

let hub: RestHub;
beforeAll(async () => {
  // Without an administrator a hub shows how to make one, at every address outside the API.
  hub = await startRestHub({ ADMIN_EMAIL: "admin@example.com", ADMIN_PASSWORD: "correct horse battery staple" });
}, LONG);
afterAll(() => hub.close());

it(
  "authlib verifies a token from the server's metadata and keys, and refuses forged ones",
  { timeout: LONG },
  async () => {
    const post = (path: string, body: object, headers: Record<string, string> = {}) =>
      fetch(`${hub.origin}/api/v2${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      }).then((answer) => answer.json());
    const made = await post(
      "/oauth-clients",
      { name: "authlib", scopes: SCOPES },
      { authorization: `Bearer ${hub.key}` },
    );
    const { clientId, clientSecret } = Client.parse(made);
    const grant = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret };
    const { access_token: token } = Token.parse(await post("/auth/token", grant));
    const env = {
      CROSSDOCK_URL: hub.origin,
      CROSSDOCK_TOKEN: token,
      CROSSDOCK_SCOPES: SCOPES.join(" "),
      PYTHONDONTWRITEBYTECODE: "1",
    };
    expect(await ran(securityTools.python, [join(toolFolder, "clients", "verify_token.py")], env)).toEqual({
      code: 0,
      output: "ok",
    });
  },
);
