/** `npm start`: builds the screens when they are missing or outdated, then runs the server. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { buildEnvironment } from "#config/next-environment.ts";
import { isBuilt, rememberBuild, sourceStamp } from "./build-stamp.ts";

const root = join(import.meta.dirname, "../..");

/** In a child process, so that the compiler's memory is freed before the server starts. */
async function build(): Promise<void> {
  process.stdout.write("\n  Building the screens; this happens once after each change and takes about a minute.\n");
  const next = join(root, "node_modules/next/dist/bin/next");
  const child = spawn(process.execPath, [next, "build"], {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    env: buildEnvironment(),
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => said.push(chunk));
  const [code] = await once(child, "exit");
  if (code === 0) return;
  process.stderr.write(Buffer.concat(said));
  throw new Error("The screens could not be built; see the compiler's output above.");
}

const LOOK_MS = 500;

/**
 * npm sends SIGTERM to the shell between npm and this process, which dies without forwarding it; the shell's exit is
 * taken as the signal.
 */
function endWithParent(): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, LOOK_MS).unref();
}

try {
  const stamp = await sourceStamp();
  if (!(await isBuilt(stamp))) {
    await build();
    await rememberBuild(stamp);
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

const { run } = await import("./main.ts");
await run(false);
endWithParent();
