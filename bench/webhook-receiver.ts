/**
 * Receives webhooks for `bench/webhooks.ts`: responds with 200, or not at all under /dead, and reports its counts on
 * request.
 */
import { createServer } from "node:http";

export interface Seen {
  readonly count: number;
  /** First and last, ms since the epoch. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** From the event's time to its receipt: p50, p95, p99 and the maximum, ms. */
  readonly latenciesMs: readonly number[];
  readonly distinct: number;
}

let times: number[] = [];
let latencies: number[] = [];
let pairs = new Set<string>();

const server = createServer((incoming, response) => {
  if (incoming.url === "/dead") return void incoming.resume();
  const chunks: Buffer[] = [];
  incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
  incoming.on("end", () => {
    const now = performance.timeOrigin + performance.now();
    response.end();
    const at = /"time":"([^"]+)"/.exec(Buffer.concat(chunks).toString())?.[1] ?? "";
    times.push(now);
    latencies.push(now - Date.parse(at));
    pairs.add(`${incoming.url} ${String(incoming.headers["webhook-id"])}`);
  });
});

function seen(): Seen {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return {
    count: times.length,
    firstMs: times[0] ?? 0,
    lastMs: times.at(-1) ?? 0,
    latenciesMs: [at(0.5), at(0.95), at(0.99), at(1)],
    distinct: pairs.size,
  };
}

process.on("message", (message) => {
  if (message === "reset") {
    times = [];
    latencies = [];
    pairs = new Set();
  }
  process.send?.(seen());
});
server.listen(Number(process.env["RECEIVER_PORT"] ?? 3987), "127.0.0.1", () => process.send?.("ready"));
