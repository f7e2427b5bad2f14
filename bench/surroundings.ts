import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Side } from "./servers.ts";
import type { ReadersPlan } from "./sse-readers.ts";
import type { Seen } from "./webhook-receiver.ts";

export interface Surroundings {
  /** The number of received deliveries. */
  received(): Promise<Seen>;
  stop(): Promise<void>;
}

/** Subscribers of order events: two webhook endpoints and one reader of the stream, in child processes. */
export async function startSurroundings(side: Side, receiverPort: number): Promise<Surroundings> {
  const receiver = forked("webhook-receiver.ts", { RECEIVER_PORT: String(receiverPort) });
  await once(receiver, "message");
  for (const name of ["erp", "shop"]) await addEndpoint(side, `http://127.0.0.1:${receiverPort}/${name}`);
  const reader = forked("sse-readers.ts", {});
  const { port, headers } = side;
  const plan: ReadersPlan = { port, readers: 1, path: "/api/v2/events/stream?types=order.*", headers };
  reader.send({ plan });
  await once(reader, "message");
  return {
    async received() {
      receiver.send("tell");
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our own process, forked above
      const [seen] = (await once(receiver, "message")) as [Seen];
      return seen;
    },
    async stop() {
      await Promise.all([ended(reader), ended(receiver)]);
    },
  };
}

function forked(file: string, env: Record<string, string>): ChildProcess {
  return fork(join(import.meta.dirname, file), {
    env: { ...process.env, ...env },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
}

async function addEndpoint({ port, headers }: Side, url: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v2/webhook-endpoints`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({ url, eventTypes: ["order.*"] }),
  });
  if (answer.status !== 201) throw new Error(`An endpoint answered ${answer.status}: ${await answer.text()}`);
}
