import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export interface ScriptProcess {
  readonly pid: number;
  /** SIGKILL: nothing is flushed or reported. */
  kill(): Promise<void>;
  /** SIGTERM. */
  stop(): Promise<void>;
}

/** A script of this folder in a child process; resolves when it reports that it is ready. */
export async function startScript(name: string, env: Record<string, string>): Promise<ScriptProcess> {
  const child = fork(join(import.meta.dirname, name), {
    env: { ...process.env, NODE_ENV: "production", SEED: "none", LOG_LEVEL: "warn", GRPC_PORT: "0", ...env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const [said] = await Promise.race([once(child, "message"), once(child, "exit")]);
  if (said !== "ready") throw new Error(`${name} ended with ${String(said)} before it was ready`);
  return { pid: child.pid ?? 0, kill: () => end(child, "SIGKILL"), stop: () => end(child, "SIGTERM") };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
}
