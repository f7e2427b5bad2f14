import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Reads a secret from a file of mode 0600 and creates it on first use. Processes that start concurrently get the same
 * value.
 */
export async function keptSecret(path: string): Promise<string> {
  const kept = await readSecret(path);
  if (kept !== undefined) return kept;
  // The complete file is linked into place, so that no reader sees a partial one.
  await mkdir(dirname(path), { recursive: true, mode: 0o711 });
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  try {
    await link(draft, path).catch(unlessExists);
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(path, "utf8");
}

/** `AUTH_SECRET` when set, else a secret generated once and stored in the data folder. */
export async function authSecret(config: { authSecret?: string | undefined; dataDir: string }): Promise<string> {
  return config.authSecret ?? keptSecret(join(config.dataDir, "auth-secret"));
}

async function readSecret(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function unlessExists(error: unknown): void {
  if (error instanceof Error && "code" in error && error.code === "EEXIST") return;
  throw error;
}
