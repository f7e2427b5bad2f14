/**
 * A load generator process: `callers` keep-alive connections, each with one request in flight. Checks every response's
 * status and shape; errors are counted separately. Prints one JSON line.
 */
import { createConnection, type Socket } from "node:net";

export interface Plan {
  readonly port: number;
  readonly callers: number;
  readonly seconds: number;
  readonly warmupSeconds: number;
  /** `place-new`: each order has a new customer. */
  readonly kind: "place-spread" | "place-hot" | "place-new" | "get";
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly articles: number;
  readonly customers: number;
  /** Paths to read, for `get`. */
  readonly paths?: readonly string[];
  readonly run: string;
}

export interface Measured {
  readonly perSecond: number;
  readonly ok: number;
  readonly refused: number;
  readonly errors: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly cpuSeconds: number;
  /** All orders, including those of the warm-up. */
  readonly calls: number;
  /** Per call, in both directions. */
  readonly bytes: number;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A minimal HTTP/1.1 client: on two cores the generator must use little CPU. Supports Content-Length and chunks. */
export class Connection {
  readonly #socket: Socket;
  #buffer: Buffer = Buffer.alloc(0);
  #resolve: ((answer: Answer) => void) | undefined;
  #reject: ((error: Error) => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (chunk: Buffer) => this.#read(chunk));
    socket.on("close", () => this.#reject?.(new Error("connection closed")));
    socket.on("error", (error) => this.#reject?.(error));
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = createConnection({ port, host: "127.0.0.1", noDelay: true }, () =>
        resolve(new Connection(socket)),
      );
      socket.on("error", reject);
    });
  }

  send(request: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
      this.#socket.write(request);
    });
  }

  get bytes(): number {
    return this.#socket.bytesRead + this.#socket.bytesWritten;
  }

  close(): void {
    this.#reject = undefined;
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    const end = this.#buffer.indexOf("\r\n\r\n");
    if (end < 0) return;
    const head = this.#buffer.toString("latin1", 0, end);
    const body = bodyIn(head, this.#buffer.subarray(end + 4));
    if (body === undefined) return;
    this.#buffer = Buffer.alloc(0);
    this.#resolve?.({ status: Number(head.slice(9, 12)), body });
  }
}

function bodyIn(head: string, rest: Buffer): string | undefined {
  const length = /content-length: (\d+)/i.exec(head);
  if (length !== null) return rest.length < Number(length[1]) ? undefined : rest.toString();
  if (!/transfer-encoding: chunked/i.test(head)) return rest.toString();
  if (rest.subarray(-5).toString("latin1") !== "0\r\n\r\n") return undefined;
  return rest.toString().replace(/(^|\r\n)[0-9a-f]+\r\n/gi, "");
}

/** The order of this caller's turn, and a unique name. */
export function orderOf(plan: Plan, caller: number, turn: number) {
  const name = `${plan.run}-${caller}-${turn}`;
  const first = plan.kind === "place-hot" ? 0 : Math.floor(Math.random() * plan.articles);
  const second =
    plan.kind === "place-hot"
      ? 1 + Math.floor(Math.random() * (plan.articles - 1))
      : (first + 1 + Math.floor(Math.random() * (plan.articles - 1))) % plan.articles;
  const customer = plan.kind === "place-new" ? `n-${name}` : `c${Math.floor(Math.random() * plan.customers)}`;
  const order = {
    channel: "web",
    externalId: name,
    currency: "GBP",
    customer: { email: `${customer}@example.com`, name: `Customer ${customer}` },
    shippingAddress: {
      name: `Customer ${customer}`,
      line1: "1 High Street",
      city: "London",
      postalCode: "N1 1AA",
      country: "GB",
    },
    lines: [
      { sku: `SKU-${first}`, quantity: 1 },
      { sku: `SKU-${second}`, quantity: 1 },
    ],
  };
  return { name, order };
}

function requestOf(plan: Plan, caller: number, turn: number): string {
  const headers = Object.entries(plan.headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");
  if (plan.kind === "get") {
    const path = plan.paths?.[(turn * 31 + caller * 17) % plan.paths.length] ?? plan.path;
    return `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${headers}\r\n`;
  }
  const { name, order } = orderOf(plan, caller, turn);
  const body = JSON.stringify(order);
  return `POST ${plan.path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\nidempotency-key: ${name}\r\n${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** A wrong shape counts as an error, however fast it arrives. */
function judge(plan: Plan, answer: Answer): "ok" | "refused" | "error" {
  if (answer.status === 409 || answer.status === 429) return "refused";
  if (answer.status !== (plan.kind === "get" ? 200 : 201)) return "error";
  const value: unknown = JSON.parse(answer.body);
  if (typeof value !== "object" || value === null) return "error";
  if (plan.kind === "get") return "ok";
  return "id" in value && "lines" in value && Array.isArray(value.lines) && value.lines.length === 2 ? "ok" : "error";
}

type Turn = (caller: number, turn: number) => Promise<"ok" | "refused" | "error">;

/** Each caller takes its turns in sequence; the warm-up does not count. */
export async function figuresOf(plan: Plan, take: Turn): Promise<Omit<Measured, "bytes">> {
  const latencies: number[] = [];
  const counts = { ok: 0, refused: 0, error: 0 };
  let calls = 0;
  const begin = performance.now() + plan.warmupSeconds * 1000;
  const end = begin + plan.seconds * 1000;
  let cpu = process.cpuUsage();
  const caller = async (_: unknown, name: number) => {
    for (let turn = 0; performance.now() < end; turn += 1) {
      const started = performance.now();
      const verdict = await take(name, turn);
      calls += 1;
      if (started < begin) {
        cpu = process.cpuUsage();
        continue;
      }
      counts[verdict] += 1;
      latencies.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: plan.callers }, caller));
  const used = process.cpuUsage(cpu);
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return {
    perSecond: counts.ok / plan.seconds,
    ok: counts.ok,
    refused: counts.refused,
    errors: counts.error,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    cpuSeconds: (used.user + used.system) / 1e6,
    calls,
  };
}

async function run(plan: Plan): Promise<Measured> {
  const connections = await Promise.all(Array.from({ length: plan.callers }, () => Connection.open(plan.port)));
  const measured = await figuresOf(plan, async (caller, turn) => {
    const connection = connections[caller];
    if (connection === undefined) return "error";
    return judge(plan, await connection.send(requestOf(plan, caller, turn)));
  });
  const bytes = connections.reduce((sum, each) => sum + each.bytes, 0);
  for (const connection of connections) connection.close();
  return { ...measured, bytes: bytes / measured.calls };
}

if (process.send !== undefined && import.meta.main) {
  process.on("message", (plan: Plan) => void run(plan).then((measured) => process.send?.(measured)));
  process.on("disconnect", () => process.exit(0));
}
