/** Readers of the event stream in a child process: sockets that search the bytes for ids and parse nothing else. */
import { createConnection, type Socket } from "node:net";

export interface ReadersPlan {
  readonly port: number;
  readonly readers: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * `latenciesMs` are p50, p95, p99 and the maximum, from the response of the committing command to the reader's socket.
 */
export interface Readings {
  readonly events: number;
  readonly bytes: number;
  readonly latenciesMs: readonly number[];
  readonly missing: number;
  readonly cpuSeconds: number;
}

const MARK = Buffer.from("id: ");
const ID_LENGTH = 36;

const seen = new Map<string, number[]>();
let events = 0;
let bytes = 0;

/** Most events are contained in a chunk; the tail of a split one is kept for the next. */
function read(socket: Socket): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    const now = performance.timeOrigin + performance.now();
    bytes += chunk.length;
    const text = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let at = text.indexOf(MARK); at !== -1; at = text.indexOf(MARK, from)) {
      if (at + MARK.length + ID_LENGTH > text.length) break;
      note(text.toString("latin1", at + MARK.length, at + MARK.length + ID_LENGTH), now);
      from = at + MARK.length + ID_LENGTH;
    }
    const tail = text.indexOf(MARK, from);
    rest =
      tail === -1 ? Buffer.from(text.subarray(Math.max(from, text.length - MARK.length + 1))) : text.subarray(tail);
  });
}

function note(id: string, now: number): void {
  events += 1;
  const times = seen.get(id);
  if (times === undefined) seen.set(id, [now]);
  else times.push(now);
}

async function connect({ port, readers, path, headers }: ReadersPlan): Promise<Socket[]> {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/event-stream\r\n${lines.join("")}\r\n`;
  return Promise.all(
    Array.from(
      { length: readers },
      () =>
        new Promise<Socket>((resolve, reject) => {
          const socket = createConnection({ port, host: "127.0.0.1" }, () => socket.write(request));
          socket.once("error", reject).once("data", (head: Buffer) => {
            if (!head.toString("latin1").startsWith("HTTP/1.1 200")) reject(new Error(head.toString()));
            read(socket);
            resolve(socket);
          });
        }),
    ),
  );
}

/** Relative to each event's commit time. */
function readings(committed: Readonly<Record<string, number>>, readers: number, cpu: NodeJS.CpuUsage): Readings {
  const latenciesMs: number[] = [];
  let missing = 0;
  for (const [id, at] of Object.entries(committed)) {
    const times = seen.get(id) ?? [];
    missing += readers - times.length;
    for (const time of times) latenciesMs.push(time - at);
  }
  const { user, system } = process.cpuUsage(cpu);
  latenciesMs.sort((a, b) => a - b);
  const at = (share: number) =>
    latenciesMs[Math.min(latenciesMs.length - 1, Math.floor(latenciesMs.length * share))] ?? 0;
  return {
    events,
    bytes,
    missing,
    cpuSeconds: (user + system) / 1e6,
    latenciesMs: [at(0.5), at(0.95), at(0.99), at(1)],
  };
}

type Told = { plan: ReadersPlan } | { begin: true } | { committed: Record<string, number> };

let sockets: Socket[] = [];
let cpu = process.cpuUsage();
process.on("message", (told: Told) => {
  if ("plan" in told)
    void connect(told.plan).then((open) => {
      sockets = open;
      process.send?.("connected");
    });
  else if ("begin" in told) cpu = process.cpuUsage();
  else {
    process.send?.(readings(told.committed, sockets.length, cpu));
    for (const socket of sockets) socket.destroy();
  }
});
process.on("disconnect", () => process.exit(0));
