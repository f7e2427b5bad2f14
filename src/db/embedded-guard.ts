import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { Socket } from "node:net";
import { join, resolve } from "node:path";

/** Bundled code is elsewhere than its sources. */
const program = [import.meta.dirname, join(process.cwd(), "src/db")]
  .filter((folder) => typeof folder === "string")
  .map((folder) => join(folder, "embedded-stop.ts"))
  .find((each) => existsSync(each));

/** Reads a line that comes when all went well; the end of its input means that whoever held it is gone. */
const SCRIPT = 'read -r _ || exec "$@"';

/**
 * A shell that waits on a pipe of ours and, when this process ends without a word (SIGKILL, a crash, a closed
 * terminal), ends the server unless others use it. Answers how to call it off. Windows has none: there the next start
 * takes the server over.
 */
export function guardAgainstSudden(dataDir: string, onError: (error: Error) => void): () => void {
  if (process.platform === "win32" || program === undefined) return () => {};
  const command = [process.execPath, program, resolve(dataDir)];
  const shell = spawn("/bin/sh", ["-c", SCRIPT, "crossdock-database-guard", ...command], {
    detached: true, // signals to our group are not for it
    stdio: ["pipe", "ignore", "ignore"],
  });
  shell.on("error", onError);
  shell.stdin.on("error", () => {}); // it was ended by somebody else
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  return () => void shell.stdin.end("\n");
}
