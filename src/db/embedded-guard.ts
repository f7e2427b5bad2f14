import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { Socket } from "node:net";
import { join, resolve } from "node:path";

/** Bundled code is not beside its sources. */
const program = [import.meta.dirname, join(process.cwd(), "src/db")]
  .filter((folder) => typeof folder === "string")
  .map((folder) => join(folder, "embedded-stop.ts"))
  .find((each) => existsSync(each));

/** Reads a line that signals success; the end of its input means that its holder has ended. */
const SCRIPT = 'read -r _ || exec "$@"';

/**
 * A shell that waits on a pipe from this process. When the process ends abruptly (SIGKILL, a crash, a closed
 * terminal), the shell stops the server unless others use it. Returns how to disarm it. Not on Windows: there the
 * next start takes the server over.
 */
export function guardAgainstSudden(dataDir: string, onError: (error: Error) => void): () => void {
  if (process.platform === "win32" || program === undefined) return () => {};
  const command = [process.execPath, program, resolve(dataDir)];
  const shell = spawn("/bin/sh", ["-c", SCRIPT, "crossdock-database-guard", ...command], {
    detached: true, // not signalled with our process group
    stdio: ["pipe", "ignore", "ignore"],
  });
  shell.on("error", onError);
  shell.stdin.on("error", () => {}); // it was ended externally
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  return () => void shell.stdin.end("\n");
}
