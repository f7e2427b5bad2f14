import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";

export interface ServerProcess {
  readonly origin: string;
  readonly pid: number;
  /** The process's output so far. */
  output(): string;
  /** SIGKILL: nothing is flushed or reported. */
  kill(): Promise<void>;
  /** SIGTERM; returns the exit code. */
  stop(): Promise<number | null>;
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}

/** The real server in a child process; resolves when `/readyz` responds. */
export async function startServerProcess(env: Record<string, string>): Promise<ServerProcess> {
  const port = Number(env["PORT"] ?? (await freePort()));
  const printed: string[] = [];
  const child = spawn(process.execPath, [join(import.meta.dirname, "../../server/main.ts")], {
    env: {
      ...process.env,
      NODE_ENV: "production",
      SEED: "none",
      LOG_LEVEL: "warn",
      GRPC_PORT: "0",
      ...env,
      PORT: String(port),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => printed.push(chunk.toString()));
  const origin = `http://127.0.0.1:${port}`;
  await untilReady(origin, child, printed);
  return {
    origin,
    pid: child.pid ?? 0,
    output: () => printed.join(""),
    kill: async () => void (await end(child, "SIGKILL")),
    stop: () => end(child, "SIGTERM"),
  };
}

/** `npm run cli -- …` in a child process. */
export function runCli(
  given: readonly string[],
  env: Record<string, string>,
): Promise<{ code: number; out: string; err: string }> {
  const program = join(import.meta.dirname, "../../server/cli.ts");
  return new Promise((resolve) => {
    const options = { env: { ...process.env, NODE_ENV: "production" as const, ...env } };
    execFile(process.execPath, [program, ...given], options, (error, out, err) => {
      resolve({ code: typeof error?.code === "number" ? error.code : 0, out, err });
    });
  });
}

async function end(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
  return child.exitCode;
}

async function untilReady(origin: string, child: ChildProcess, printed: readonly string[]): Promise<void> {
  const giveUp = Date.now() + 90_000;
  while (Date.now() < giveUp) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${origin}/readyz`).catch(() => undefined);
    await answer?.text();
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill("SIGKILL");
  throw new Error(`The server did not become ready:\n${printed.join("")}`);
}
