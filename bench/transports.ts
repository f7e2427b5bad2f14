/** `npm run bench -- --only transports`: placing one order, and a list of 50 with all their parts, over each transport, in turns. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "#db/embedded.ts";
import { ARTICLES, createFixture, CUSTOMERS } from "./fixture.ts";
import type { Measured, Plan } from "./load.ts";
import { costOf, keepResult, load, machine, quiet, say, type Side, startCrossdock } from "./servers.ts";

const PORTS = { http: 3987, grpc: 3988 };
const CALLERS = 32;
const LIST_CALLERS = 4;
const PARTS = "customer,payments,shipments,timeline";

interface Way {
  readonly name: string;
  readonly generator: Parameters<typeof load>[1];
  readonly path: string;
  readonly port?: number;
  /** Of REST's rate. */
  readonly bar: number;
}

/** The first is what the others are compared with. */
const PLACING: readonly Way[] = [
  { name: "REST", generator: "load.ts", path: "/api/v2/orders", bar: 1 },
  { name: "tRPC", generator: "http-load.ts", path: "/api/trpc/orders.place", bar: 0.9 },
  { name: "GraphQL", generator: "http-load.ts", path: "/api/graphql", bar: 0.7 },
  { name: "gRPC", generator: "grpc-load.ts", path: "", port: PORTS.grpc, bar: 0.9 },
  { name: "SOAP", generator: "soap-load.ts", path: "/api/soap", bar: 0.6 },
];
const LISTING: readonly Way[] = [
  { name: "REST", generator: "load.ts", path: `/api/v2/orders?limit=50&include=${PARTS}`, bar: 1 },
  { name: "GraphQL", generator: "http-load.ts", path: "/api/graphql", bar: 0.5 },
];

interface Taken extends Measured {
  /** Milliseconds of the server's CPU. */
  readonly cpuMs: number;
}

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
let runs = 0;

async function measure(side: Side, way: Way, plan: Pick<Plan, "kind" | "callers" | "seconds">): Promise<Taken> {
  runs += 1;
  const before = (await costOf(side.pid)).cpu;
  const at = { port: way.port ?? side.port, path: way.path, headers: side.headers };
  const of = { articles: ARTICLES, customers: CUSTOMERS, run: `t${process.pid}-${runs}`, warmupSeconds: 1 };
  const measured = await load({ ...plan, ...at, ...of }, way.generator);
  return { ...measured, cpuMs: (1000 * ((await costOf(side.pid)).cpu - before)) / measured.calls };
}

interface Comparison {
  readonly what: string;
  readonly ways: readonly Way[];
  readonly plan: Pick<Plan, "kind" | "callers" | "seconds">;
  readonly rounds: number;
}

async function compare(side: Side, { what, ways, plan, rounds }: Comparison) {
  const taken = ways.map((way) => ({ way, all: new Array<Taken>() }));
  for (let round = 0; round < rounds; round += 1)
    for (const { way, all } of taken) all.push(await measure(side, way, plan));
  const figures = taken.map(({ way, all }) => ({
    name: way.name,
    bar: way.bar,
    perSecond: middle(all.map((each) => each.perSecond)),
    p99Ms: middle(all.map((each) => each.p99Ms)),
    cpuMs: middle(all.map((each) => each.cpuMs)),
    bytes: middle(all.map((each) => each.bytes)),
    errors: all.reduce((sum, each) => sum + each.errors + each.refused, 0),
  }));
  const [reference] = figures;
  if (reference === undefined) return figures;
  for (const { name, bar, errors, ...own } of figures) {
    const beside = (of: "perSecond" | "cpuMs" | "bytes") =>
      `${own[of].toFixed(2)} (${(own[of] / reference[of]).toFixed(2)})`;
    say(
      `${what} over ${name.padEnd(8)} ${beside("perSecond")}/s, bar ${bar}; p99 ${own.p99Ms.toFixed(1)} ms; server's CPU ${beside("cpuMs")} ms; bytes ${beside("bytes")}; errors ${errors}`,
    );
  }
  return figures;
}

export async function benchTransports(seconds: number, rounds: number): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "crossdock-bench-"));
  const server = await startEmbedded({ dataDir, log: quiet });
  const fixture = await createFixture(server.url, "bench_transports");
  const env = { GRPC_PORT: String(PORTS.grpc), RATE_LIMIT: "off" };
  const side = await startCrossdock(fixture, { port: PORTS.http, dataDir, env });
  try {
    const placing = {
      what: "placing",
      ways: PLACING,
      plan: { kind: "place-spread", callers: CALLERS, seconds },
      rounds,
    } as const;
    const listing = {
      what: "list of 50",
      ways: LISTING,
      plan: { kind: "get", callers: LIST_CALLERS, seconds },
      rounds,
    } as const;
    const measured = { placing: await compare(side, placing), listing: await compare(side, listing) };
    await keepResult("transports", { what: "transports in one run", machine: machine(), rounds, ...measured });
  } finally {
    await side.stop();
    await fixture.drop();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
