import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operations } from "#core/catalogue.ts";
import { type Role, roles } from "#core/kernel/actor.ts";
import type { AnyOperation } from "#core/kernel/operation.ts";
import { type AccessRow, accessTable } from "#testing/attacks/access-table.ts";
import { type Attackers, gatherAttackers } from "#testing/attacks/attackers.ts";
import { inputOf } from "#testing/attacks/inputs.ts";
import { calledOver, TRANSPORTS } from "#testing/attacks/tried.ts";
import { testHub } from "#testing/fixtures/hub.ts";
import { tablesOf } from "#testing/fixtures/tenant-tables.ts";
import { withSession } from "#testing/parity/callers.ts";
import { kindOf } from "#testing/parity/refusals.ts";
import type { Transport } from "#testing/parity/transport.ts";

const hub = testHub();
const table = accessTable();
const rows = new Map(table.map((row) => [row.operation, row]));
let attackers: Attackers;

beforeAll(async () => {
  attackers = await gatherAttackers(hub);
});
afterAll(() => attackers.callers.close());

interface Tried extends AccessRow {
  readonly declared: AnyOperation;
  readonly refused: readonly Role[];
}

const tried = (transport: string): readonly Tried[] =>
  calledOver(transport).flatMap((declared) => {
    const row = rows.get(declared.name);
    return row === undefined ? [] : [{ ...row, declared, refused: roles.filter((role) => !row.roles.has(role)) }];
  });

function over(transports: readonly Transport[], transport: string) {
  const way = transports.find(({ name }) => name === transport);
  return async ({ operation, declared }: Tried, token: string | undefined) => {
    if (way === undefined) throw new Error(`There is no transport ${transport}`);
    const { shop } = attackers;
    return kindOf(
      await way.call({ shop, operation, input: inputOf(declared), token, key: undefined, traceparent: "" }),
    );
  };
}

it("has a row for every operation, with its scope", () => {
  const outward = operations.filter(({ audience, kind }) => audience !== "operator" && kind !== "lookup");
  const declared = outward.map(({ name, scope }) => `${name} ${scope}`).toSorted();
  expect(table.map(({ operation, scope }) => `${operation} ${scope}`).toSorted()).toEqual(declared);
});

/** The shop's rows without what refused requests leave: their lines among recent calls, and when keys were used. */
const untouched = () => tablesOf(hub, attackers.shop.actor.tenantId, ["recent_calls", "api_keys", "sessions"]);

describe("callers without the right", () => {
  let before: Readonly<Record<string, string>>;
  beforeAll(async () => {
    before = await untouched();
  });

  describe.each(TRANSPORTS)("over %s", (transport) => {
    it.each(tried(transport))("$operation is refused without a valid credential, and without $scope", async (row) => {
      const { callers, shop, keys } = attackers;
      const kindFor = over(callers.transports, transport);
      for (const token of [undefined, shop.tokens.get("unknown"), shop.tokens.get("expired")])
        expect(await kindFor(row, token)).toBe("unauthenticated");
      const lesser = row.scope === "any" ? [] : [`without ${row.scope}`, ...row.refused];
      for (const held of lesser)
        expect({ held, kind: await kindFor(row, keys.get(held)) }).toEqual({ held, kind: "forbidden" });
    });
  });

  describe.each(["tRPC", "GraphQL"])("signed in, over %s", (transport) => {
    it.each(tried(transport).filter(({ refused }) => refused.length > 0))(
      "$operation is refused to the roles $refused",
      async (row) => {
        const kindFor = over(withSession(attackers.callers.send), transport);
        for (const role of row.refused)
          expect({ role, kind: await kindFor(row, attackers.sessions.get(role)) }).toEqual({ role, kind: "forbidden" });
      },
    );
  });

  it("a session opens no public API but those of our own pages", async () => {
    const kindFor = over(withSession(attackers.callers.send), "REST v2");
    const [row] = tried("REST v2");
    if (row === undefined) throw new Error("REST has no operation");
    expect(await kindFor(row, attackers.sessions.get("admin"))).toBe("unauthenticated");
  });

  it("have changed nothing", async () => {
    expect(await untouched()).toEqual(before);
  });
});

describe("callers with the right", () => {
  describe.each(TRANSPORTS)("over %s", (transport) => {
    it.each(tried(transport).filter(({ scope }) => scope !== "any"))("$operation is open to $roles", async (row) => {
      const kindFor = over(attackers.callers.transports, transport);
      for (const role of row.roles) {
        const kind = await kindFor(row, attackers.keys.get(role));
        expect(["unauthenticated", "forbidden"]).not.toContain(kind);
      }
    });
  });
});
