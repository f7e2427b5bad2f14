import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installed } from "./outside-program.ts";
import { freePort } from "./server-process.ts";

export const redisInstalled = (): boolean => installed("redis-server");

/** Resolves when a local port accepts connections. */
export async function untilListening(port: number, patienceMs: number): Promise<void> {
  const giveUp = Date.now() + patienceMs;
  while (Date.now() < giveUp) {
    const socket = connect(port, "127.0.0.1");
    const connected = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (connected) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing listens on port ${port}`);
}

/** A private Redis that keeps its data across restarts. */
export class RedisServer {
  readonly url: string;
  readonly #port: number;
  readonly #folder: string;
  #process: ChildProcess | undefined;

  private constructor(port: number, folder: string) {
    this.#port = port;
    this.#folder = folder;
    this.url = `redis://127.0.0.1:${port}`;
  }

  static async open(): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), await mkdtemp(join(tmpdir(), "crossdock-redis-")));
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const options = ["--save", "", "--appendonly", "yes", "--appendfsync", "always", "--daemonize", "no"];
    const place = ["--bind", "127.0.0.1", "--port", String(this.#port), "--dir", this.#folder];
    this.#process = spawn("redis-server", [...place, ...options], { stdio: "ignore" });
    await untilListening(this.#port, 10_000);
    await this.#untilLoaded(Date.now() + 10_000);
  }

  /** After a start it first loads its data, and rejects commands meanwhile. */
  async #untilLoaded(giveUp: number): Promise<void> {
    const socket = connect(this.#port, "127.0.0.1");
    try {
      for (;;) {
        socket.write("PING\r\n");
        const [answer] = await once(socket, "data");
        if (String(answer).startsWith("+PONG")) return;
        if (Date.now() > giveUp) throw new Error(`Redis does not get ready: ${String(answer)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    } finally {
      socket.destroy();
    }
  }

  async stop(): Promise<void> {
    const server = this.#process;
    this.#process = undefined;
    if (server === undefined) return;
    const exited = once(server, "exit");
    server.kill("SIGKILL");
    await exited;
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
