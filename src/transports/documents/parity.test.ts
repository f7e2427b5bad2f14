import { expect, it } from "vitest";
import { operations } from "#core/catalogue.ts";
import { getOrder, placeOrder } from "#core/orders/index.ts";
import { createTenant } from "#core/tenants/create-tenant.ts";
import { parityFaults } from "./parity.ts";
import { surfaces, trpc } from "./surfaces.ts";

it("public operations are in REST and tRPC, screen operations in tRPC only, operator operations in no transport", () => {
  expect(parityFaults(operations, surfaces)).toEqual([]);
});

it("a procedure matches its operation's kind: query, mutation or subscription", () => {
  const types = { command: "mutation", query: "query", stream: "subscription", lookup: "query" } as const;
  const wrong = operations.filter(({ name, kind }) => {
    const type = trpc.offers.get(name)?.[0];
    return type !== undefined && type !== types[kind];
  });
  expect(wrong.map(({ name }) => name)).toEqual([]);
});

it("an operation that a transport lacks, lists unnecessarily or exposes beyond its audience is reported", () => {
  const only = { name: "REST v2", offers: new Map([["orders.burn", ["POST /orders/burn"]]]) };
  expect(parityFaults([placeOrder], [only])).toEqual(["REST v2 offers orders.burn, which there is not"]);
  expect(parityFaults([{ ...getOrder, name: "orders.peek" }], [])).toEqual([
    "orders.peek is public and not in REST v2 or REST v1 or SSE or GraphQL",
    "orders.peek is public and not in tRPC",
  ]);
  const open = { name: "tRPC", offers: new Map([[createTenant.name, ["mutation"]]]) };
  expect(parityFaults([createTenant], [open])).toEqual(["tenants.create is the operator's and in tRPC"]);
  expect(parityFaults([{ ...createTenant, audience: "screens" }], [])).toEqual([
    "tenants.create is screens and not in tRPC",
    "tenants.create is screens and has the scope system",
  ]);
});
