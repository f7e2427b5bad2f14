import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";

/*
 * Locks between processes on one machine. Node has no flock, SQLite takes the kernel's file locks for
 * us: they end with the process however it ends, so there is no stale lock and no pid to mistrust.
 */

const retryMs = 20;
const sqliteBusy = 5;

export interface Lock {
  release(): void;
}

type Strength = "shared" | "exclusive";

/** Takes the lock at once, or returns undefined when it is held. */
export function tryLock(path: string, strength: Strength): Lock | undefined {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    if (strength === "exclusive") database.exec("BEGIN EXCLUSIVE");
    else database.exec("BEGIN; SELECT count(*) FROM sqlite_master");
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
  return {
    release() {
      if (database.isOpen) database.close();
    },
  };
}

/** Waits for the lock until the deadline. */
export async function lock(path: string, strength: Strength, timeoutMs = 600_000): Promise<Lock> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const taken = tryLock(path, strength);
    if (taken !== undefined) return taken;
    if (Date.now() > deadline) throw new Error(`Another process has held ${path} for ${timeoutMs} ms.`);
    await sleep(retryMs);
  }
}

/** Runs the work while no other process runs work under the same path. */
export async function alone<T>(path: string, work: () => Promise<T>): Promise<T> {
  const held = await lock(path, "exclusive");
  try {
    return await work();
  } finally {
    held.release();
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === sqliteBusy;
}
