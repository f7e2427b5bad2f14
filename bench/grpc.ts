/** `npm run bench -- --only grpc`: placing one order over gRPC and over REST, on one hub, in turns. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "#db/embedded.ts";
import { ARTICLES, createFixture, CUSTOMERS } from "./fixture.ts";
import type { Measured } from "./load.ts";
import { costOf, keepResult, load, machine, quiet, say, type Side, startCrossdock } from "./servers.ts";

const PORTS = { http: 3985, grpc: 3986 };
const CALLERS = [1, 32];
const ROUNDS = 5;

const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

interface Taken extends Measured {
  /** Milliseconds of the server's CPU. */
  readonly cpuMsPerOrder: number;
}

let runs = 0;

async function measure(
  side: Side,
  transport: "rest" | "grpc",
  plan: { callers: number; seconds: number },
): Promise<Taken> {
  runs += 1;
  const before = (await costOf(side.pid)).cpu;
  const measured = await load(
    {
      ...plan,
      port: transport === "rest" ? side.port : PORTS.grpc,
      kind: "place-spread",
      warmupSeconds: 1,
      path: side.path,
      headers: side.headers,
      articles: ARTICLES,
      customers: CUSTOMERS,
      run: `g${process.pid}-${runs}`,
    },
    transport === "rest" ? "load.ts" : "grpc-load.ts",
  );
  return { ...measured, cpuMsPerOrder: (1000 * ((await costOf(side.pid)).cpu - before)) / measured.calls };
}

async function compare(side: Side, callers: number, seconds: number) {
  const taken = { rest: [] as Taken[], grpc: [] as Taken[] };
  for (let round = 0; round < ROUNDS; round += 1)
    for (const transport of ["rest", "grpc"] as const)
      taken[transport].push(await measure(side, transport, { callers, seconds }));
  const of = (pick: (each: Taken) => number) => ({
    rest: middle(taken.rest.map(pick)),
    grpc: middle(taken.grpc.map(pick)),
  });
  const errors = [...taken.rest, ...taken.grpc].reduce((sum, each) => sum + each.errors + each.refused, 0);
  return {
    callers,
    errors,
    perSecond: of((each) => each.perSecond),
    p99Ms: of((each) => each.p99Ms),
    cpuMsPerOrder: of((each) => each.cpuMsPerOrder),
    bytes: of((each) => each.bytes),
  };
}

export async function benchGrpc(seconds: number): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "crossdock-bench-"));
  const server = await startEmbedded({ dataDir, log: quiet });
  const fixture = await createFixture(server.url, "bench_grpc");
  const env = { GRPC_PORT: String(PORTS.grpc), RATE_LIMIT: "off" };
  const side = await startCrossdock(fixture, { port: PORTS.http, dataDir, env });
  try {
    const measured = [];
    for (const callers of CALLERS) measured.push(await compare(side, callers, seconds));
    for (const { callers, errors, ...figures } of measured) {
      const told = Object.entries(figures).map(
        ([name, { rest, grpc }]) => `${name} ${grpc.toFixed(2)} and ${rest.toFixed(2)} (${(grpc / rest).toFixed(2)})`,
      );
      say(`placing over gRPC and REST, ${callers} callers: ${told.join(", ")}; errors ${errors}`);
    }
    await keepResult("grpc", { what: "placing over gRPC and REST", machine: machine(), rounds: ROUNDS, measured });
  } finally {
    await side.stop();
    await fixture.drop();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
