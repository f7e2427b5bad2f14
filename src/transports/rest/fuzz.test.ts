import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addArticles } from "#testing/fixtures/builders.ts";
import { createTestTenant, testHub } from "#testing/fixtures/hub.ts";
import { restClient, type RestServer, startRest } from "#testing/fixtures/rest.ts";
import { fingerprints } from "#testing/proofs/fuzz/fingerprint.ts";
import { type FuzzRequest, requestsTo, type Target } from "#testing/proofs/fuzz/requests.ts";
import { holdToContract } from "#testing/proofs/rest-contract.ts";
import { isSchema, type Schema } from "../documents/openapi-schemas.ts";
import { openApiDocument } from "../documents/openapi.ts";
import { routes } from "./routes.ts";

const RUNS = process.env["SCALE"] === "full" ? 20_000 : 2000 * Number(process.env["SCALE"] ?? 1);
const seed = Number(process.env["TEST_SEED"] ?? 1);
const document = openApiDocument(routes);
const targets: Target[] = routes.map(({ method, path }) => ({
  method,
  path,
  operation: partOf("paths", path, method.toLowerCase()),
}));

function partOf(...steps: string[]): Schema {
  const found = steps.reduce<unknown>((at, name) => (isSchema(at) ? at[name] : undefined), document);
  return isSchema(found) ? found : {};
}

const resolve = (schema: Schema): Schema =>
  typeof schema["$ref"] === "string" ? partOf(...schema["$ref"].slice(2).split("/")) : schema;

/** Values that exist in the tenant, so that requests pass the first checks. */
const words = {
  sku: ["A", "B"],
  channel: ["web"],
  channels: ["web"],
  location: ["main"],
  code: ["web", "main"],
  currency: ["GBP"],
  method: ["manual", "test"],
  cursor: [""],
  eventTypes: ["order.*"],
  types: ["order.placed"],
};

/** Unconfigured parts of this server, which respond with their own error. */
const ABSENT = ["job.no_queue", "file.no_store"];

const hub = testHub();
let server: RestServer;
let token: string;
/** The last error that an operation ended with. */
let fault: unknown;
let picture: () => Promise<string>;
const ids = ["019a9c1e-7a52-7cc3-9f0e-2f6a1d6b1c11"];
const made = new Map<string, string[]>();

beforeAll(async () => {
  server = await startRest({ ...hub, observe: ({ error }) => (fault = error?.cause ?? fault) });
  const actor = await createTestTenant(hub);
  token = server.grant(actor);
  picture = await fingerprints(hub.db, actor.tenantId);
  await addArticles(hub, actor, [
    { sku: "A", onHand: 100_000 },
    { sku: "B", onHand: 5 },
  ]);
  const api = restClient(server, token);
  const beginnings: [string, object][] = [
    ...Array.from({ length: 10 }, (): [string, object] => [
      "/orders",
      { channel: "web", lines: [{ sku: "A", quantity: 2 }] },
    ]),
    ["/drafts", { channel: "web", lines: [{ sku: "A", quantity: 2 }] }],
    ["/customers", { name: "A. Person" }],
    ["/products", { title: "Mug", variants: [{ sku: "C", prices: { GBP: 500 } }] }],
    ["/users", { email: "b@example.com", name: "B. Person", role: "agent", password: "correct horse battery" }],
    ["/webhook-endpoints", { url: "https://example.com/hook" }],
  ];
  for (const [path, body] of beginnings) remember(path, (await api("POST", path, { body })).text);
});
afterAll(async () => {
  await server.close();
});

/** Created resources are read again. */
function remember(path: string, text: string): void {
  const found = [...text.matchAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g)].map(([id]) => id);
  ids.push(...found);
  ids.splice(0, Math.max(0, ids.length - 120));
  const [, collection = "", below] = path.split(/[/?]/);
  const [first] = found;
  if (first !== undefined && below === undefined)
    made.set(collection, [...(made.get(collection) ?? []), first].slice(-30));
}

const among = (known: () => readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 9, arbitrary: fc.nat(1000).map((n) => known()[n % known().length] ?? ids[0] ?? "") },
    { weight: 1, arbitrary: fc.uuid() },
  );

const sources = {
  resolve,
  known: words,
  ids: among(() => ids),
  idsAt: (collection: string) => among(() => made.get(collection) ?? ids),
};

const requests = fc.constantFrom(...targets.map((target) => requestsTo(target, sources))).chain((request) => request);

async function send({ method, path, headers, body }: FuzzRequest) {
  const response = await fetch(`${server.url}/api/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...headers },
    ...(body === undefined ? {} : { body }),
    redirect: "manual",
  });
  return { method, path, status: response.status, headers: response.headers, text: await response.text() };
}

it(
  "responds to any input as documented, never with an internal error, and changes nothing when it rejects",
  async () => {
    process.stdout.write(`REST fuzz: ${RUNS} requests, seed ${seed}\n`);
    let before = await picture();
    const told = new Map<number, number>();
    const property = fc.asyncProperty(requests, async (request) => {
      const answer = await send(request);
      told.set(answer.status, (told.get(answer.status) ?? 0) + 1);
      if (answer.status >= 500 && !ABSENT.some((code) => answer.text.includes(code)))
        throw new Error(`${answer.status} ${answer.text}`, { cause: fault });
      holdToContract(answer);
      if (request.method === "GET" || request.method === "HEAD") return;
      const after = await picture();
      const refused = answer.status >= 400;
      if (refused && after !== before) throw new Error(`Refused with ${answer.status}, and yet changed:\n${after}`);
      before = after;
      if (!refused) remember(request.path, answer.text);
    });
    await fc.assert(property, { numRuns: RUNS, seed, endOnFailure: true });
    process.stdout.write(
      `REST fuzz: ${[...told]
        .toSorted(([a], [b]) => a - b)
        .map(([status, count]) => `${status}: ${count}`)
        .join(", ")}\n`,
    );
    expect([...told.keys()]).toEqual(expect.arrayContaining([200, 201, 400, 404, 405, 409]));
  },
  RUNS * 120 + 60_000,
);
