import { describe, expect, it } from "vitest";
import { operations } from "#core/catalogue.ts";
import { newId } from "#core/kernel/ids.ts";
import { attackedHub, placedBy } from "#testing/attacks/attacked.ts";

/** API5:2023 Broken Function Level Authorization. Every right is tried in access-matrix.test.ts; here are the ways around. */
const attacked = attackedHub();
const { send } = attacked;

describe("an operation of the operator", () => {
  it.each(operations.filter(({ audience }) => audience === "operator"))("$name has no address", async ({ name }) => {
    const { token } = attacked.ours;
    for (const method of ["GET", "POST"]) {
      const { status } = await send(method, `/api/trpc/${name}`, { token, ...(method === "POST" && { body: {} }) });
      expect({ method, status }).toEqual({ method, status: 404 });
    }
  });

  it("is not reached by a scope that somebody gives to a key or a client", async () => {
    const { token } = attacked.ours;
    for (const [path, body] of [
      ["api-keys", { name: "x", scopes: ["system"] }],
      ["api-keys", { name: "x", scopes: ["*"] }],
      ["oauth-clients", { name: "x", scopes: ["system"] }],
      ["oauth-clients", { name: "x", scopes: ["keys:write"] }],
    ] as const)
      expect((await send("POST", `/api/v2/${path}`, { token, body })).status).toBe(400);
  });
});

describe("a key that may only read", () => {
  it.each(["x-http-method-override", "x-http-method", "x-method-override"])(
    "changes nothing by the header %s",
    async (name) => {
      const { id } = await placedBy(attacked, attacked.ours);
      const token = await attacked.key(["orders:read"]);
      for (const method of ["POST", "PATCH", "DELETE", "PUT"])
        await send("GET", `/api/v2/orders/${id}`, { token, headers: { [name]: method } });
      const before = await send("GET", `/api/v2/orders/${id}`, { token: attacked.ours.token });
      expect(before.json).toMatchObject({ version: 1, status: expect.any(String) });
    },
  );

  it("changes nothing by another spelling of the path or of the method", async () => {
    const { id } = await placedBy(attacked, attacked.ours);
    const token = await attacked.key(["orders:read"]);
    const spellings = [
      `/api/v2/orders/${id}/cancel/`,
      `/api/v2/orders/${id}/CANCEL`,
      `/api/v2//orders/${id}/cancel`,
      `/api/v1/orders/${id}/cancel`,
      `/api/v2/orders/${id}/cancel;x=1`,
    ];
    for (const path of spellings)
      for (const method of ["POST", "post", "PUT", "PATCH"]) {
        const { status } = await send(method, path, { token, body: { reason: "x" }, headers: { "if-match": '"1"' } });
        expect({ path, method, isRefused: status >= 300 }).toEqual({ path, method, isRefused: true });
      }
    expect((await send("GET", `/api/v2/orders/${id}`, { token })).json).toMatchObject({ version: 1 });
  });

  it("changes nothing by a mutation beside a query in one document", async () => {
    const { id } = await placedBy(attacked, attacked.ours);
    const token = await attacked.key(["orders:read"]);
    const query = `query q { order(id: "${id}") { id } } mutation m { cancelOrder(input: { id: "${id}", ifVersion: 1, reason: "x" }) { __typename } }`;
    for (const operationName of ["q", "m", undefined])
      await send("POST", "/api/graphql", { token, body: { query, operationName } });
    const get = `/api/graphql?query=${encodeURIComponent(`mutation { cancelOrder(input: { id: "${id}", ifVersion: 1, reason: "x" }) { __typename } }`)}`;
    expect((await send("GET", get, { token: attacked.ours.token })).status).toBe(405);
    expect((await send("GET", `/api/v2/orders/${id}`, { token })).json).toMatchObject({ version: 1 });
  });
});

describe("rights that are not held are not handed on", () => {
  it("by a key to another key, a client or a user", async () => {
    const token = await attacked.key(["keys:write", "users:write", "users:read", "orders:read"]);
    const email = `${newId()}@example.com`;
    const tries = [
      ["api-keys", { name: "x", scopes: ["orders:write"] }],
      ["oauth-clients", { name: "x", scopes: ["payments:write"] }],
      ["users", { email, name: "x", role: "admin" }],
    ] as const;
    for (const [path, body] of tries)
      expect({ path, status: (await send("POST", `/api/v2/${path}`, { token, body })).status }).toEqual({
        path,
        status: 403,
      });
  });
});
