import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { operations } from "#transports/soap/operations.ts";
import { ran, toolFolder } from "../api-tools.ts";
import { type RestHub, startRestHub } from "../rest-interop/hub.ts";
import { soapTools } from "./tools.ts";

const LONG = 240_000;
const Key = z.object({ id: z.string(), secret: z.string(), soapSecret: z.string() });

let hub: RestHub;
let env: Record<string, string>;

beforeAll(async () => {
  hub = await startRestHub();
  const post = async (path: string, body: object) => {
    const headers = { authorization: `Bearer ${hub.key}`, "content-type": "application/json" };
    const answer = await fetch(`${hub.origin}/api/v2${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    return answer.json();
  };
  const scopes = ["orders:read", "orders:write", "payments:write", "inventory:read", "inventory:write", "users:read"];
  const key = Key.parse(await post("/api-keys", { name: "ERP of Debian", scopes, soapSecret: true }));
  const user = z
    .object({ id: z.string() })
    .parse(await post("/users", { email: "sam@example.com", name: "Sam", role: "agent" }));
  env = {
    CROSSDOCK_URL: hub.origin,
    CROSSDOCK_WSDL: `${hub.origin}/api/soap?wsdl`,
    CROSSDOCK_KEY_ID: key.id,
    CROSSDOCK_KEY: key.secret,
    CROSSDOCK_SOAP_SECRET: key.soapSecret,
    CROSSDOCK_USER: user.id,
    CROSSDOCK_OPERATIONS: operations.map(({ name }) => name).join(","),
    PYTHONDONTWRITEBYTECODE: "1",
  };
}, LONG);
afterAll(() => hub.close());

const python = (script: string, more: Record<string, string> = {}) =>
  ran(soapTools.python, [script], { ...env, ...more });
const php = (script: string, more: Record<string, string> = {}) => ran(soapTools.php, [script], { ...env, ...more });
const inTools = (name: string) => join(toolFolder, "clients", name);

describe.each(["CrossdockSoap11", "CrossdockSoap12"])("from the WSDL alone, over %s", (port) => {
  it.each(["text", "digest"])(
    "zeep with tokens as %s calls everything, and every answer is valid by the schema",
    { timeout: LONG },
    async (mode) => {
      const more = { CROSSDOCK_PORT: port, CROSSDOCK_MODE: mode };
      expect(await python(inTools("soap_client.py"), more)).toEqual({ code: 0, output: "ok" });
    },
  );

  it.each(["text", "digest"])(
    "SoapClient of PHP with tokens as %s places and reads orders, and is told what is refused",
    { timeout: LONG },
    async (mode) => {
      const more = { CROSSDOCK_PORT: port, CROSSDOCK_MODE: mode };
      expect(await php(inTools("soap_client.php"), more)).toEqual({ code: 0, output: "ok" });
    },
  );
});

it("the samples place an order", { timeout: LONG }, async () => {
  const samples = join(toolFolder, "../docs/samples");
  for (const placed of [await python(join(samples, "soap-orders.py")), await php(join(samples, "soap-orders.php"))])
    expect(placed).toMatchObject({ code: 0, output: expect.stringMatching(/^\d+ \w+/) });
});
