import { describe, expect, it } from "vitest";
import { z } from "zod";
import { operations } from "#core/catalogue.ts";
import { isHubError } from "#core/kernel/errors.ts";
import type { AnyOperation } from "#core/kernel/operation.ts";
import { parseInput } from "#core/runtime/admit.ts";
import { attackedHub, placedBy } from "#testing/attacks/attacked.ts";
import { inputOf } from "#testing/attacks/inputs.ts";

/** API3:2023 Broken Object Property Level Authorization: fields that are written or read though nobody offers them. */
const attacked = attackedHub();
const { send } = attacked;
const outward = operations.filter(({ audience, kind }) => audience !== "operator" && kind !== "lookup");
/** Columns and flags that callers like to set, and members of prototypes. */
const FIELDS = [
  "tenantId",
  "tenant_id",
  "isAdmin",
  "createdBy",
  "passwordHash",
  "paid",
  "totals",
  "actor",
  "__proto__",
  "constructor",
  "prototype",
];

function faultsOf(operation: AnyOperation, input: unknown): string[] {
  try {
    parseInput(operation.input, input);
    return [];
  } catch (error) {
    if (!isHubError(error)) throw error;
    return error.errors.map(({ pointer = "" }) => pointer);
  }
}

describe("mass assignment", () => {
  it.each(outward)("$name takes no field that it does not declare", (operation) => {
    const declared = operation.input instanceof z.ZodObject ? Object.keys(operation.input.shape) : [];
    for (const field of FIELDS.filter((each) => !declared.includes(each))) {
      const input = JSON.parse(`{"${field}":{"x":1}}`);
      const attack = Object.defineProperty({ ...inputOf(operation) }, field, { value: input, enumerable: true });
      expect({ field, isNamed: faultsOf(operation, attack).some((at) => at === `/${field}`) }).toEqual({
        field,
        isNamed: true,
      });
    }
  });

  it("nothing sent pollutes the prototype of objects", async () => {
    const { token } = attacked.ours;
    const evil =
      '{"channel":"web","lines":[{"sku":"A","quantity":1,"__proto__":{"polluted":1}}],"constructor":{"prototype":{"polluted":1}}}';
    for (const path of ["/api/v2/orders", "/api/v1/orders", "/api/trpc/orders.place"])
      expect((await send("POST", path, { token, body: evil })).status).toBe(400);
    const variables = { input: JSON.parse('{"channel":"web","lines":[],"__proto__":{"polluted":1}}') };
    const query = "mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { __typename } }";
    await send("POST", "/api/graphql", { token, body: JSON.stringify({ query, variables }) });
    expect("polluted" in {}).toBe(false);
  });

  it("an order's sums and states are not set by its caller", async () => {
    const { id, version } = z
      .object({ id: z.string(), version: z.int() })
      .parse(await placedBy(attacked, attacked.ours));
    const { token } = attacked.ours;
    for (const body of [
      { status: "delivered" },
      { paymentStatus: "refunded" },
      { totals: { due: 0 } },
      { version: 99 },
      { number: "1" },
    ]) {
      const { status } = await send("PATCH", `/api/v2/orders/${id}`, {
        token,
        body,
        headers: { "if-match": `"${version}"` },
      });
      expect({ body, status }).toEqual({ body, status: 400 });
    }
  });
});

describe("what is read", () => {
  /** Every property in an output, by its path. */
  function propertiesOf(schema: unknown, at = ""): string[] {
    if (typeof schema !== "object" || schema === null) return [];
    if (Array.isArray(schema)) return schema.flatMap((each) => propertiesOf(each, at));
    return Object.entries(schema).flatMap(([name, inner]) =>
      name === "properties" && typeof inner === "object" && inner !== null
        ? Object.entries(inner).flatMap(([field, own]) => [`${at}/${field}`, ...propertiesOf(own, `${at}/${field}`)])
        : propertiesOf(inner, at),
    );
  }

  it.each(outward)(
    "$name shows no hash, and no secret but those that it declares as such",
    ({ output, secrets = [] }) => {
      const shown = propertiesOf(z.toJSONSchema(output, { unrepresentable: "any", io: "output" }));
      const suspicious = shown.filter((path) =>
        /^(?!has)(.*hash|.*password|.*secret|.*token)$/i.test(path.split("/").at(-1) ?? ""),
      );
      expect(suspicious.filter((path) => !secrets.includes(path.split("/").at(-1) ?? ""))).toEqual([]);
    },
  );

  it("fields= names no column that the output lacks", async () => {
    const { token } = attacked.ours;
    for (const fields of ["tenantId", "search", "__proto__", "constructor.name", "lines.tenantId"])
      expect({ fields, status: (await send("GET", `/api/v2/orders?fields=${fields}`, { token })).status }).toEqual({
        fields,
        status: 400,
      });
  });

  it("include= shows customers only to who may read them", async () => {
    const token = await attacked.key(["orders:read"]);
    expect((await send("GET", "/api/v2/orders?include=customer", { token })).status).toBe(403);
  });
});
