import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "#db/embedded.ts";
import { ARTICLES, createFixture, CUSTOMERS } from "./fixture.ts";
import type { Measured } from "./load.ts";
import { costOf, keepResult, load, machine, quiet, say, type Side, startCrossdock } from "./servers.ts";

const HTTP_PORT = 3985;
const CALLERS = [1, 32];
const ROUNDS = 5;

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

interface Taken extends Measured {
  /** Milliseconds of the server's CPU. */
  readonly cpuMsPerOrder: number;
}

/** What is compared with REST. */
export interface Transport {
  /** Of its result, and of what is printed. */
  readonly name: string;
  /** The generator of its load. */
  readonly script: "grpc-load.ts" | "soap-load.ts";
  readonly path?: string;
  /** Absent: REST's. */
  readonly port?: number;
  readonly env?: Record<string, string>;
}

interface Plan {
  readonly callers: number;
  readonly seconds: number;
}

let runs = 0;

async function measure(side: Side, other: Transport | undefined, plan: Plan): Promise<Taken> {
  runs += 1;
  const before = (await costOf(side.pid)).cpu;
  const measured = await load(
    {
      ...plan,
      port: other?.port ?? side.port,
      kind: "place-spread",
      warmupSeconds: 1,
      path: other?.path ?? side.path,
      headers: side.headers,
      articles: ARTICLES,
      customers: CUSTOMERS,
      run: `b${process.pid}-${runs}`,
    },
    other?.script ?? "load.ts",
  );
  return { ...measured, cpuMsPerOrder: (1000 * ((await costOf(side.pid)).cpu - before)) / measured.calls };
}

async function compare(side: Side, other: Transport, plan: Plan) {
  const taken = { rest: [] as Taken[], other: [] as Taken[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    taken.rest.push(await measure(side, undefined, plan));
    taken.other.push(await measure(side, other, plan));
  }
  const of = (pick: (each: Taken) => number) => ({
    rest: middle(taken.rest.map(pick)),
    other: middle(taken.other.map(pick)),
  });
  const errors = [...taken.rest, ...taken.other].reduce((sum, each) => sum + each.errors + each.refused, 0);
  return {
    callers: plan.callers,
    errors,
    perSecond: of((each) => each.perSecond),
    p99Ms: of((each) => each.p99Ms),
    cpuMsPerOrder: of((each) => each.cpuMsPerOrder),
    bytes: of((each) => each.bytes),
  };
}

/** Placing one order over a transport and over REST, on one hub, in turns. */
export async function benchBesideRest(other: Transport, seconds: number): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "crossdock-bench-"));
  const server = await startEmbedded({ dataDir, log: quiet });
  const fixture = await createFixture(server.url, `bench_${other.name}`);
  const env = { RATE_LIMIT: "off", ...other.env };
  const side = await startCrossdock(fixture, { port: HTTP_PORT, dataDir, env });
  try {
    const measured = [];
    for (const callers of CALLERS) measured.push(await compare(side, other, { callers, seconds }));
    for (const { callers, errors, ...figures } of measured) {
      const told = Object.entries(figures).map(
        ([name, { rest, other: own }]) =>
          `${name} ${own.toFixed(2)} and ${rest.toFixed(2)} (${(own / rest).toFixed(2)})`,
      );
      say(`placing over ${other.name} and REST, ${callers} callers: ${told.join(", ")}; errors ${errors}`);
    }
    await keepResult(other.name, {
      what: `placing over ${other.name} and REST`,
      machine: machine(),
      rounds: ROUNDS,
      measured,
    });
  } finally {
    await side.stop();
    await fixture.drop();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
