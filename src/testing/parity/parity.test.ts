import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { surfaces } from "#transports/documents/surfaces.ts";
import { testHub } from "../fixtures/hub.ts";
import { type Callers, startCallers } from "./callers.ts";
import { play, type Played } from "./play.ts";
import { withoutActors } from "./rows.ts";
import { type Scenario, scenarios } from "./scenario.ts";
import type { Transport } from "./transport.ts";
import { overIntake } from "./ways/intake.ts";
import { overWebhooks } from "./ways/webhook.ts";
import type { World } from "./world.ts";

const hub = testHub();
interface Way {
  readonly name: string;
  readonly surface: string;
  /** How its events say that they came by it. */
  readonly told: string;
  /** Whether callers bring a credential, an idempotency key and the version they know. */
  readonly hasCallers: boolean;
}

const REFERENCE: Way = { name: "REST v2", surface: "REST v2", told: "rest", hasCallers: true };
const WAYS: readonly Way[] = [
  { name: "tRPC", surface: "tRPC", told: "trpc", hasCallers: true },
  { name: "GraphQL", surface: "GraphQL", told: "graphql", hasCallers: true },
  { name: "gRPC", surface: "gRPC", told: "grpc", hasCallers: true },
  { name: "SOAP", surface: "SOAP", told: "soap", hasCallers: true },
  { name: "Kafka intake", surface: "Brokers", told: "kafka", hasCallers: false },
  { name: "Redis Streams intake", surface: "Brokers", told: "redis", hasCallers: false },
  { name: "inbound webhooks", surface: "Webhooks in", told: "webhook", hasCallers: false },
];
const TOLD = new Map([REFERENCE, ...WAYS].map(({ name, told }) => [name, told]));

let callers: Callers;
let world: World;
const transports = new Map<string, Transport>();
const references = new Map<Scenario, Promise<Played>>();

beforeAll(async () => {
  callers = await startCallers(hub);
  const { rest, send } = callers;
  world = callers.world;
  const intakes = [overIntake(world, "kafka", rest), overIntake(world, "redis", rest), overWebhooks(world, send, rest)];
  for (const transport of [...callers.transports, ...intakes]) transports.set(transport.name, transport);
});
afterAll(() => callers.close());

function over({ name }: Way): Transport {
  const transport = transports.get(name);
  if (transport === undefined) throw new Error(`There is no transport ${name}`);
  return transport;
}

/** What REST does, once for all comparisons. */
function referenceOf(scenario: Scenario): Promise<Played> {
  const reference = over(REFERENCE);
  const known = references.get(scenario) ?? play(world, scenario, { own: reference, other: reference, reference });
  references.set(scenario, known);
  return known;
}

/** The fields of summaries in lists: some transports return more. */
const SUMMARY = z.object({ id: z.string(), externalId: z.string().nullish(), version: z.int(), totals: z.json() });

/** What a transport must have done as REST did. */
function doneBy({ answers, state, traceId, ways }: Played, { hasCallers }: Way) {
  const told = new Set(ways.map(({ name }) => TOLD.get(name)));
  return {
    rows: hasCallers ? state.tables : withoutActors(state.tables),
    answers: answers.map((answer) => (Array.isArray(answer) ? answer.map((item) => SUMMARY.parse(item)) : answer)),
    strayEvents: state.origins.filter(({ transport, trace }) => !told.has(transport) || !trace?.includes(traceId)),
  };
}

const isRetried = ({ steps }: Scenario): boolean => steps.some((step) => step.over === "other");
const needsCaller = ({ steps }: Scenario): boolean =>
  steps.some(({ credential, key, input }) => credential !== "full" || key !== undefined || "ifVersion" in input);

/** The scenarios of the operations that a transport has. */
function playedBy({ surface, hasCallers }: Way): Scenario[] {
  const offers = surfaces.find(({ name }) => name === surface)?.offers;
  return scenarios.filter((each) => offers?.has(each.operation) === true && (hasCallers || !needsCaller(each)));
}

it("all that an order leaves behind is compared", async () => {
  const [refund] = scenarios.filter(({ operation }) => operation === "payments.refund");
  if (refund === undefined) throw new Error("No scenario refunds");
  const { state } = await referenceOf(refund);
  const filled = Object.keys(state.tables).filter((name) => state.tables[name]?.length !== 0);
  for (const table of ["orders", "order_lines", "payments", "stock_levels", "stock_movements", "events"])
    expect(filled).toContain(table);
  expect(state.origins.length).toBeGreaterThan(2);
});

describe.each(WAYS)("over $name the same happens as over REST", (way) => {
  it.each(playedBy(way).filter((each) => !isRetried(each)))("$name", async (scenario) => {
    const played = await play(world, scenario, { own: over(way), reference: over(REFERENCE) });
    expect(doneBy(played, way)).toEqual({ ...doneBy(await referenceOf(scenario), way), strayEvents: [] });
  });
});

const withCallers = [REFERENCE, ...WAYS.filter(({ hasCallers }) => hasCallers)];
const pairs = withCallers.flatMap((first) =>
  withCallers.filter((way) => way !== first).map((second) => ({ first, second })),
);

describe.each(pairs)("over $first.name and again over $second.name the same happens as over REST", (pair) => {
  it.each(scenarios.filter(isRetried))("$name", async (scenario) => {
    const ways = { own: over(pair.first), other: over(pair.second), reference: over(REFERENCE) };
    const played = await play(world, scenario, ways);
    const reference = doneBy(await referenceOf(scenario), pair.first);
    expect(doneBy(played, pair.first)).toEqual({ ...reference, strayEvents: [] });
  });
});
