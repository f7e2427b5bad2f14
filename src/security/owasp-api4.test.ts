import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { operations } from "#core/catalogue.ts";
import { attackedHub } from "#testing/attacks/attacked.ts";
import { fullInputs, textsIn, withText } from "#testing/proofs/fuzz/full-inputs.ts";

/** API4:2023 Unrestricted Resource Consumption. Quotas are in src/server/limits, slow senders in src/transports/soap/strangers.test.ts. */
const attacked = attackedHub();
const { send } = attacked;

const outward = operations.filter(({ audience, kind }) => audience !== "operator" && kind !== "lookup");
const ENDLESS = "a".repeat(1_000_000);

interface Schema {
  readonly [keyword: string]: unknown;
}
const isSchema = (value: unknown): value is Schema => typeof value === "object" && value !== null;

/** Where a schema takes integers without an end, or lists of anything but the members of an enumeration. */
function unboundedIn(schema: unknown, at = ""): string[] {
  if (!isSchema(schema)) return [];
  const items = schema["items"];
  const isListed = isSchema(items) && ("enum" in items || String(items["$ref"]).endsWith("/Scope"));
  const isList = schema["type"] === "array" && !("maxItems" in schema) && !isListed;
  const isNumber = schema["type"] === "integer" && !("maximum" in schema) && !("exclusiveMaximum" in schema);
  const inner = Object.entries(schema).flatMap(([keyword, each]) =>
    keyword === "properties" && isSchema(each)
      ? Object.entries(each).flatMap(([name, field]) => unboundedIn(field, `${at}/${name}`))
      : unboundedIn(each, at),
  );
  return isList || isNumber ? [at, ...inner] : inner;
}

describe("every field has an end", () => {
  it.each(outward)("$name", (operation) => {
    const json = z.toJSONSchema(operation.input, { unrepresentable: "any", io: "input" });
    expect(unboundedIn(json)).toEqual([]);
    const endless = fullInputs(operation.input).flatMap((full) =>
      textsIn(full)
        .filter(({ path }) => operation.input.safeParse(withText(full, path, ENDLESS)).success)
        .map(({ path }) => `/${path.join("/")}`),
    );
    expect(endless).toEqual([]);
  });
});

describe("a page", () => {
  it.each(["101", "1000000", "-1", "0", "1e9", "NaN"])("of %s rows is refused", async (limit) => {
    const { token } = attacked.ours;
    expect((await send("GET", `/api/v2/orders?limit=${limit}`, { token })).status).toBe(400);
    const query = `{ orders(first: ${limit === "NaN" ? 99_999 : limit}) { nodes { id } } }`;
    const { json } = await send("POST", "/api/graphql", { token, body: { query } });
    expect(json).toHaveProperty("errors");
  });
});

describe("a bomb", () => {
  const tooLarge = [400, 411, 413, 415];
  it.each<[string, () => { body: string | Uint8Array<ArrayBuffer>; headers?: Record<string, string> }]>([
    ["of 3 MB", () => ({ body: JSON.stringify({ channel: "x".repeat(3_000_000) }) })],
    ["of 100,000 levels", () => ({ body: "[".repeat(100_000) + "]".repeat(100_000) })],
    ["of a million keys", () => ({ body: `{${Array.from({ length: 60_000 }, (_, n) => `"k${n}":1`).join(",")}}` })],
    [
      "of zeros in gzip",
      () => ({ body: new Uint8Array(gzipSync(Buffer.alloc(20_000_000))), headers: { "content-encoding": "gzip" } }),
    ],
  ])("%s is refused over every transport with JSON", async (_, made) => {
    const { token } = attacked.ours;
    for (const path of ["/api/v2/orders", "/api/v1/orders", "/api/trpc/orders.place", "/api/graphql"]) {
      const { status } = await send("POST", path, { token, ...made() });
      expect({ path, isRefused: tooLarge.includes(status) }).toEqual({ path, isRefused: true });
    }
  });

  it("of entities in XML is refused before it is expanded", async () => {
    const entities = Array.from({ length: 10 }, (_, n) => `<!ENTITY e${n + 1} "${`&e${n};`.repeat(10)}">`).join("");
    const body = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "x">${entities}]><x>&e10;</x>`;
    const headers = { "content-type": "text/xml" };
    expect((await send("POST", "/api/soap", { token: attacked.ours.token, body, headers })).status).toBe(500);
  });

  it.each<[string, string]>([
    ["aliases", `{ ${Array.from({ length: 500 }, (_, n) => `a${n}: orders(first: 100) { nodes { id } }`).join(" ")} }`],
    [
      "depth",
      `{ orders(first: 1) { nodes ${"{ customer { orders(first: 1) { nodes ".repeat(20)} { id } ${"} } }".repeat(20)} } }`,
    ],
    ["fragments in a circle", "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }"],
    [
      "cost",
      "{ orders(first: 100) { nodes { timeline(last: 100) { nodes { id } } customer { orders(first: 100) { nodes { id } } } } } }",
    ],
    ["directives", `{ me ${"@skip(if: false) ".repeat(5000)} { __typename } }`],
  ])("of %s in GraphQL is refused before anything is read", async (_, query) => {
    const { json } = await send("POST", "/api/graphql", { token: attacked.ours.token, body: { query } });
    expect(json).toHaveProperty("errors");
    expect(json["data"] ?? null).toBeNull();
  });
});

/** Patterns that take exponential time where an expression goes back. */
const EVIL = [
  "a".repeat(200),
  `${"a".repeat(100)}!`,
  "((a+)+)+$",
  "%".repeat(200),
  "_%".repeat(100),
  `${"\\".repeat(99)}x`,
  "'".repeat(200),
  `"${"a ".repeat(90)}`,
];

it("no search takes long, whatever it is for", async () => {
  const { token } = attacked.ours;
  for (const path of ["orders", "products", "customers", "stock-levels", "users"])
    for (const q of EVIL) {
      const startedAt = performance.now();
      const { status } = await send("GET", `/api/v2/${path}?q=${encodeURIComponent(q)}`, { token });
      expect([200, 400]).toContain(status);
      expect(performance.now() - startedAt).toBeLessThan(3000);
    }
});
