/**
 * `npm run bench`: Crossdock beside a bare node:http + postgres.js server, on one PostgreSQL, in one run, in turns.
 * `-- --seconds 3 --rounds 2 --callers 1,8,32,128 --only intake,read,list,livez,sustained` narrows it; `--only` knows besides: `sse`, the
 * live feed, `webhooks`, `statements`, `idle`, `batched` and `transports`. Reports; it never fails a build.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startEmbedded } from "#db/embedded.ts";
import { benchBatched } from "./batched.ts";
import { ARTICLES, createFixture, CUSTOMERS } from "./fixture.ts";
import { benchIdle } from "./idle.ts";
import type { Measured, Plan } from "./load.ts";
import {
  costOf,
  keepResult,
  load,
  machine,
  quiet,
  say,
  type Side,
  startBare,
  startCrossdock,
  startNext,
} from "./servers.ts";
import { benchSse } from "./sse.ts";
import { benchStatements } from "./statements.ts";
import { benchSustained } from "./sustained.ts";
import { benchTransports } from "./transports.ts";
import { benchWebhooks } from "./webhooks.ts";

const { values: options } = parseArgs({
  options: {
    seconds: { type: "string", default: "4" },
    rounds: { type: "string", default: "3" },
    callers: { type: "string", default: "1,8,32,128" },
    only: { type: "string", default: "intake,read,list,livez,sustained" },
  },
});
const seconds = Number(options.seconds);
const rounds = Number(options.rounds);
const callerCounts = options.callers.split(",").map(Number);
const only = new Set(options.only.split(","));
const PORTS = { ours: 3981, bare: 3982, next: 3983, bareReads: 3984 };
const started: Side[] = [];

interface Row {
  what: string;
  callers: number;
  side: string;
  measured: Measured[];
  serverCpu: number[];
}

async function kept(starting: Promise<Side>): Promise<Side> {
  const side = await starting;
  started.push(side);
  return side;
}

type What = Pick<Plan, "kind" | "callers"> & { path?: string; paths?: string[] };

let runs = 0;
async function measure(side: Side, what: What) {
  runs += 1;
  const before = (await costOf(side.pid)).cpu;
  const measured = await load({
    port: side.port,
    seconds,
    warmupSeconds: 1,
    path: side.path,
    headers: side.headers,
    articles: ARTICLES,
    customers: CUSTOMERS,
    run: `r${process.pid}-${runs}`,
    ...what,
  });
  return { measured, cpu: (await costOf(side.pid)).cpu - before };
}

/** Each pair alternates, so that drift of the machine affects both. */
async function compare(sides: readonly Side[], what: What | ((side: Side) => What), label: string): Promise<Row[]> {
  const of = typeof what === "function" ? what : () => what;
  const rows = sides.map((side): Row => ({
    what: label,
    callers: of(side).callers,
    side: side.name,
    measured: [],
    serverCpu: [],
  }));
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, side] of sides.entries()) {
      const result = await measure(side, of(side));
      rows[index]?.measured.push(result.measured);
      rows[index]?.serverCpu.push(result.cpu / (seconds + 1));
    }
  }
  print(rows);
  return rows;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

function print(rows: readonly Row[]): void {
  const rates = rows.map((row) => median(row.measured.map((each) => each.perSecond)));
  for (const [index, row] of rows.entries()) {
    const of = (pick: (each: Measured) => number) => median(row.measured.map(pick));
    const errors = row.measured.reduce((sum, each) => sum + each.errors, 0);
    say(
      `${row.what.padEnd(22)} ${String(row.callers).padStart(4)} callers  ${row.side.padEnd(10)} ${(rates[index] ?? 0).toFixed(0).padStart(7)}/s` +
        `  p50 ${of((each) => each.p50Ms).toFixed(1)} p95 ${of((each) => each.p95Ms).toFixed(1)} p99 ${of((each) => each.p99Ms).toFixed(1)} ms` +
        `  cpu server ${median(row.serverCpu).toFixed(2)} load ${(of((each) => each.cpuSeconds) / seconds).toFixed(2)}  errors ${errors} refused ${of((each) => each.refused)}`,
    );
  }
  const [first, second] = rates;
  if (first !== undefined && second !== undefined && second > 0)
    say(`${" ".repeat(22)} ratio ${(first / second).toFixed(2)}`);
}

async function intake(sides: readonly Side[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const callers of callerCounts)
    rows.push(...(await compare(sides, { kind: "place-spread", callers }, "intake, 1,000 articles")));
  for (const callers of callerCounts)
    rows.push(...(await compare(sides, { kind: "place-hot", callers }, "intake, one hot")));
  return rows;
}

const READ_ORDERS = 128;

/** Both sides read the same rows of one database, and their responses are compared byte by byte before measuring. */
async function reads(ours: Side): Promise<Row[]> {
  for (let round = 0; round * 32 < READ_ORDERS; round += 1)
    await Promise.all(Array.from({ length: 32 }, (_, caller) => placeOne(ours, round * 32 + caller)));
  const bare = await kept(startBare(ours.fixture, PORTS.bareReads));
  await new Promise((resolve) => setTimeout(resolve, 4000)); // waits for mails and deliveries of the new orders
  const sides = [ours, bare];
  const ids = await idsOf(ours);
  const page = "?limit=20";
  for (const rest of [`/${ids[0] ?? ""}`, page]) await refuseDifference(sides, rest);
  const rows: Row[] = [];
  if (only.has("read")) {
    const each = (side: Side) => ids.map((id) => `${side.path}/${id}`);
    rows.push(...(await compare(sides, (side) => ({ kind: "get", callers: 32, paths: each(side) }), "read one order")));
  }
  if (only.has("list")) {
    const one = (side: Side) => ({ kind: "get" as const, callers: 32, path: `${side.path}${page}` });
    rows.push(...(await compare(sides, one, "list of 20")));
  }
  return rows;
}

async function placeOne({ port, path, headers }: Side, n: number): Promise<void> {
  const body = {
    channel: "web",
    externalId: `read-${process.pid}-${n}`,
    customer: { email: `c${n % CUSTOMERS}@example.com`, name: `Customer ${n % CUSTOMERS}` },
    shippingAddress: { name: "A. Person", line1: "1 High Street", city: "London", postalCode: "N1 1AA", country: "GB" },
    lines: [n, n + 1].map((article) => ({ sku: `SKU-${article % ARTICLES}`, quantity: 1 })),
  };
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (answer.status !== 201) throw new Error(`placing answered ${answer.status}: ${await answer.text()}`);
}

async function idsOf({ port, path, headers }: Side): Promise<string[]> {
  const listed = await fetch(`http://127.0.0.1:${port}${path}?limit=100`, { headers });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own server, started above
  const page = (await listed.json()) as { data: { id: string }[] };
  return page.data.map((order) => order.id);
}

async function refuseDifference(sides: readonly Side[], rest: string): Promise<void> {
  const texts = await Promise.all(
    sides.map(async ({ port, path, headers }) =>
      (await (await fetch(`http://127.0.0.1:${port}${path}${rest}`, { headers })).text()).replace(
        /(?<="nextCursor":"[^"]*\.)[^"]+/, // signed with different secrets
        (signature) => "s".repeat(signature.length),
      ),
    ),
  );
  if (texts[0] !== texts[1]) throw new Error(`The responses differ:\n${texts.join("\n")}`);
}

async function livez(ours: Side): Promise<Row[]> {
  const next = await kept(startNext(ours, PORTS.next));
  return compare([{ ...ours, name: "front" }, next], { kind: "get", callers: 32, path: "/livez" }, "/livez");
}

async function main(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "crossdock-bench-"));
  const server = await startEmbedded({ dataDir, log: quiet });
  const fixtures = [
    await createFixture(server.url, "bench_ours"),
    await createFixture(server.url, "bench_bare"),
  ] as const;
  try {
    const settings = { ...machine(), seconds, rounds };
    say(JSON.stringify(settings));
    const ours = await kept(startCrossdock(fixtures[0], { port: PORTS.ours, dataDir }));
    const rows: Row[] = [];
    if (only.has("intake")) rows.push(...(await intake([ours, await kept(startBare(fixtures[1], PORTS.bare))])));
    if (only.has("read") || only.has("list")) rows.push(...(await reads(ours)));
    if (only.has("livez")) rows.push(...(await livez(ours)));
    await keepResult("intake", { machine: settings, rows });
  } finally {
    await Promise.all(started.map((side) => side.stop()));
    for (const fixture of fixtures) await fixture.drop();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const alone = new Map([
  ["sse", benchSse],
  ["webhooks", benchWebhooks],
  ["statements", benchStatements],
  ["idle", benchIdle],
  ["batched", benchBatched],
  ["transports", (each) => benchTransports(each, rounds)],
  ["sustained", benchSustained],
]);
if ([...only].some((name) => !alone.has(name))) await main();
for (const [name, bench] of alone) if (only.has(name)) await bench(seconds);
