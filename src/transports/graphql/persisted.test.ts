import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type GraphqlServer, startGraphql } from "#testing/fixtures/graphql.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { keptFrom } from "./persisted.ts";

const ME = "query Me { me { id } }";
const hash = createHash("sha256").update(ME).digest("hex");
const kept = keptFrom(JSON.stringify({ [hash]: ME }));

const hub = testHub();
let open: GraphqlServer;
let closed: GraphqlServer;
const tokens = new Map<GraphqlServer, string>();

beforeAll(async () => {
  const actor = await createTestTenant(hub);
  open = await startGraphql(hub, { persistence: { kept, only: false } });
  closed = await startGraphql(hub, { persistence: { kept, only: true } });
  for (const server of [open, closed]) tokens.set(server, server.grant(actor));
});
afterAll(async () => {
  await Promise.all([open.close(), closed.close()]);
});

async function ask(server: GraphqlServer, body: object) {
  const headers = { authorization: `Bearer ${tokens.get(server)}`, "content-type": "application/json" };
  return (await fetch(server.url, { method: "POST", headers, body: JSON.stringify(body) })).json();
}

const named = { documentId: `sha256:${hash}` };
const apollo = { extensions: { persistedQuery: { version: 1, sha256Hash: hash } } };
const unknown = { documentId: `sha256:${"0".repeat(64)}` };
const refused = (code: string) => ({ errors: [{ extensions: { code } }] });

describe("a persisted document", () => {
  it("is named by its hash, as the draft and as Apollo's clients do", async () => {
    for (const server of [open, closed])
      for (const body of [named, apollo]) expect(await ask(server, body)).toMatchObject({ data: { me: {} } });
  });

  it("that is not kept here is told in Apollo's words, so that its clients send the text", async () => {
    expect(await ask(open, unknown)).toMatchObject({ errors: [{ message: "PersistedQueryNotFound" }] });
    expect(await ask(open, { ...unknown, query: ME })).toMatchObject(refused("graphql.unknown_document"));
    expect(await ask(open, { ...apollo, query: ME })).toMatchObject({ data: { me: {} } });
  });

  it("is all that is run where nothing else is", async () => {
    for (const body of [unknown, { query: ME }, { query: "{ me { name } }" }, { ...unknown, query: ME }])
      expect(await ask(closed, body)).toMatchObject(refused("graphql.only_persisted"));
  });
});

describe("a file of persisted documents", () => {
  it.each([[{ [hash]: `${ME} ` }], [{ abc: ME }], [{ [hash]: 5 }]])(
    "that says %j is refused at the start",
    (content) => {
      expect(() => keptFrom(JSON.stringify(content))).toThrow(/SHA-256/);
    },
  );
});
