import { describe, expect, it } from "vitest";
import { testShop } from "#testing/fixtures/shop.ts";
import { operations } from "./catalogue.ts";
import { startImport } from "./imports/index.ts";
import * as inbound from "./inbound/index.ts";
import { receiveMessage } from "./inbound/receive-message.ts";
import type { Actor, Scope } from "./kernel/actor.ts";
import { isHubError } from "./kernel/errors.ts";
import { newId } from "./kernel/ids.ts";
import type { Command, Query } from "./kernel/operation.ts";
import * as keys from "./keys/index.ts";
import * as reconciliation from "./reconciliation/index.ts";
import { execute } from "./runtime/execute.ts";
import * as users from "./users/index.ts";
import * as webhooks from "./webhooks/index.ts";

const shop = testShop();

/** All grantable scopes, except those named. */
function without(...scopes: Scope[]): Actor {
  const { actor } = shop;
  const held = [...actor.scopes].filter((scope) => scope !== "system" && !scopes.includes(scope));
  return { ...actor, type: "user", id: newId(), scopes: new Set(held) };
}

async function refusal(operation: Command | Query, input: unknown, actor: Actor): Promise<unknown> {
  try {
    await execute(shop.hub, actor, operation, input);
    return "done";
  } catch (error) {
    if (!isHubError(error)) throw error;
    return error.kind === "forbidden" ? (error.details?.["scope"] ?? error.details?.["missing"]) : error.code;
  }
}

const MAPPING = '{ "order": { "id": id }, "amount": 500, "reason": "Broken" }';
/** A source whose messages refund payments. */
const refunds = () => ({
  code: `s-${newId().slice(-12)}`,
  name: "Refunds",
  kind: "standard",
  operation: "payments.refund",
  mapping: MAPPING,
});
const source = async () => (await shop.run(inbound.createSource, refunds())).id;

async function message(): Promise<string> {
  const failed = { code: "broker.rejected", message: "No." };
  const kept = { sourceId: await source(), externalId: newId(), type: "x", headers: {}, body: "", failed };
  return (await shop.run(receiveMessage, kept)).id;
}

const endpoint = async () =>
  (await shop.run(webhooks.createEndpoint, { url: "https://example.com/hook", eventTypes: ["user.*"] })).id;

const acme = { name: "Acme", compares: "orders", channel: "web" };
const partner = async () =>
  (await shop.run(reconciliation.createPartner, { ...acme, code: `p-${newId().slice(-12)}` })).id;

interface Row {
  readonly operation: Command | Query;
  readonly needs: readonly Scope[];
  readonly input: () => Promise<object>;
}

const REFUND: readonly Scope[] = ["webhooks:write", "payments:write"];
const READ: readonly Scope[] = ["webhooks:write", "events:read", "users:read"];
const COMPARE: readonly Scope[] = ["webhooks:write", "orders:read"];
const id =
  (make: () => Promise<string>, more: object = {}) =>
  async () => ({ id: await make(), ...more });

const table: readonly Row[] = [
  { operation: inbound.createSource, needs: REFUND, input: async () => refunds() },
  { operation: inbound.updateSource, needs: REFUND, input: id(source, { name: "Other" }) },
  { operation: inbound.rotateSecret, needs: REFUND, input: id(source) },
  { operation: inbound.deleteSource, needs: REFUND, input: id(source) },
  { operation: inbound.retryMessage, needs: REFUND, input: id(message) },
  { operation: inbound.retryFailed, needs: REFUND, input: id(source) },
  { operation: inbound.getMessage, needs: ["webhooks:read", "orders:read"], input: id(message) },
  {
    operation: inbound.previewMapping,
    needs: ["webhooks:read", "orders:read"],
    input: async () => ({ mapping: "$", messageId: await message() }),
  },
  {
    operation: webhooks.createEndpoint,
    needs: READ,
    input: async () => ({ url: "https://example.com/hook", eventTypes: ["user.created"] }),
  },
  { operation: webhooks.updateEndpoint, needs: READ, input: id(endpoint, { description: "x" }) },
  { operation: webhooks.updateEndpoint, needs: READ, input: id(endpoint, { eventTypes: ["order.*"] }) },
  { operation: webhooks.rotateSecret, needs: READ, input: id(endpoint) },
  { operation: webhooks.revealSecret, needs: READ, input: id(endpoint) },
  { operation: webhooks.pauseEndpoint, needs: READ, input: id(endpoint) },
  { operation: webhooks.resumeEndpoint, needs: READ, input: id(endpoint) },
  { operation: webhooks.deleteEndpoint, needs: READ, input: id(endpoint) },
  { operation: webhooks.sendTest, needs: READ, input: id(endpoint) },
  { operation: webhooks.retryFailed, needs: READ, input: id(endpoint) },
  { operation: webhooks.replayEvents, needs: READ, input: id(endpoint, { from: "2026-01-01T00:00:00Z" }) },
  {
    operation: webhooks.previewPayload,
    needs: ["webhooks:read", "events:read", "users:read"],
    input: async () => ({ type: "user.created" }),
  },
  {
    operation: reconciliation.createPartner,
    needs: COMPARE,
    input: async () => ({ ...acme, code: "b" }),
  },
  { operation: reconciliation.updatePartner, needs: COMPARE, input: id(partner, { name: "C" }) },
  { operation: reconciliation.deletePartner, needs: COMPARE, input: id(partner) },
  {
    operation: reconciliation.startReconciliation,
    needs: COMPARE,
    input: async () => ({
      partner: (await shop.run(reconciliation.getPartner, { id: await partner() })).code,
      orders: [],
    }),
  },
  {
    operation: startImport,
    needs: ["imports:write", "orders:write", "products:write"],
    input: async () => ({
      fileName: "a.csv",
      fileKey: `uploads/${shop.actor.tenantId}/a.csv`,
      preset: "crossdock",
      options: { createArticles: true },
    }),
  },
];

describe("changing a record needs the scopes of what the record can do", () => {
  it.each(table.map((row) => [row.operation.name, row] as const))("%s", async (_, { operation, needs, input }) => {
    for (const scope of needs) expect(await refusal(operation, await input(), without(scope))).toBe(scope);
    await shop.enter();
    expect(await refusal(operation, await input(), without())).toBe("done");
  });

  it("revoking and creating a key need the scopes of the key", async () => {
    const key = await shop.run(keys.createApiKey, { name: "All", scopes: ["payments:write", "keys:write"] });
    const lesser = without("payments:write");
    expect(await refusal(keys.revokeApiKey, { id: key.id }, lesser)).toEqual(["payments:write"]);
    expect(await refusal(keys.createApiKey, { name: "B", scopes: ["payments:write"] }, lesser)).toEqual([
      "payments:write",
    ]);
    expect(await refusal(keys.revokeApiKey, { id: key.id }, without())).toBe("done");
  });

  it.each([
    [users.createUser, (email: string) => ({ email, name: "A", role: "admin" })],
    [users.updateUser, (_: string, known: string) => ({ id: known, password: "a new password" })],
    [users.activateUser, (_: string, known: string) => ({ id: known })],
    [users.deleteUser, (_: string, known: string) => ({ id: known })],
  ] as const)("a key for users alone cannot reach above itself by $name", async (operation, inputOf) => {
    const other = { email: `${newId()}@example.com`, name: "Root", role: "admin" };
    const known = await shop.run(users.createUser, other);
    const denied = await refusal(operation, inputOf(`${newId()}@example.com`, known.id), without("payments:write"));
    expect(denied).toEqual(["payments:write"]);
  });

  it("every command of these aggregates is in the table, or is covered by its own scope", () => {
    const tried = new Set(table.map(({ operation }) => operation.name));
    const others = operations.filter(
      ({ name, kind, scope }) =>
        /^(inbound|webhooks|reconciliation)\./.test(name) &&
        kind === "command" &&
        scope !== "system" &&
        !tried.has(name),
    );
    expect(others.map(({ name }) => name).toSorted()).toEqual([
      "inbound.mute",
      "reconciliation.ignore",
      "reconciliation.reopen",
      "reconciliation.repair",
      "reconciliation.repairAll",
      "webhooks.cancelDelivery",
      "webhooks.muteDelivery",
      "webhooks.retryDelivery",
    ]);
  });
});
