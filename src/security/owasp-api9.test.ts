import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { attackedHub } from "#testing/attacks/attacked.ts";
import { routes } from "#transports/rest/routes.ts";
import { routes as firstRoutes } from "#transports/rest/v1/routes.ts";

/** API9:2023 Improper Inventory Management: what is reachable is documented, and the rest is not there. */
const attacked = attackedHub();
const { send } = attacked;
const Paths = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });
const document = Paths.parse(JSON.parse(readFileSync(new URL("../../docs/openapi.json", import.meta.url), "utf8")));

it("every address of the API is documented with its methods", () => {
  const missing = routes.filter(
    ({ path, method }) =>
      document.paths[`/api/v2${path}`]?.[method.toLowerCase()] === undefined &&
      document.paths[path]?.[method.toLowerCase()] === undefined,
  );
  expect(missing.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});

it("an old version says in every answer that it is deprecated", async () => {
  const { headers } = await send("GET", "/api/v1/orders", { token: attacked.ours.token });
  expect(headers.get("deprecation")).not.toBeNull();
  expect(headers.get("sunset")).not.toBeNull();
});

describe("an old version refuses what the new one does", () => {
  it.each(firstRoutes)("$method $path without a credential", async ({ method, path }) => {
    const at = path.replaceAll(/\{\w+\}/g, "019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11");
    const body = method === "GET" ? undefined : {};
    expect((await send(method, `/api/v1${at}`, { body })).status).toBe(401);
  });
});

describe("there is nothing at", () => {
  it.each([
    "/api/v2/debug",
    "/api/v2/admin",
    "/api/internal",
    "/api/v2/tenants",
    "/api/v2/sql",
    "/api/graphql/playground",
    "/api/swagger.json",
    "/api/v2/openapi.yaml",
    "/api/v2/actuator",
    "/api/v2/env",
    "/api/v2/.git/config",
    "/api/trpc/panel",
  ])("%s, for a caller with all rights", async (path) => {
    const { status, text } = await send("GET", path, { token: attacked.ours.token });
    expect([status, /<html/i.test(text)]).toEqual([404, false]);
  });
});

it.each(["/api/v0/orders", "/api/v3/orders", "/api/v2.1/orders"])(
  "%s is no version, and says which there are",
  async (path) => {
    const { status, text } = await send("GET", path, { token: attacked.ours.token });
    expect([400, 404]).toContain(status);
    expect(text).not.toContain('"data"');
  },
);

it("the schema of GraphQL is shown to who is signed in to it, and to no stranger", async () => {
  const query = "{ __schema { types { name } } }";
  const { text, json } = await send("POST", "/api/graphql", { body: { query } });
  expect(json["data"] ?? null).toBeNull();
  expect(text).not.toContain("PlaceOrderInput");
});
