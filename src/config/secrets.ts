import { randomBytes } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { link, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";

/** Newest first; `"now"` looks again at once. */
export type Secrets = (look?: "now") => readonly [current: string, ...accepted: string[]];

/**
 * Reads a secret from a file of mode 0600 and creates it on first use. Processes that start concurrently get the same
 * value.
 */
export async function keptSecret(path: string): Promise<string> {
  const kept = await readSecret(path);
  if (kept !== undefined) return kept;
  // The complete file is linked into place, so that no reader sees a partial one.
  await mkdir(dirname(path), { recursive: true, mode: 0o711 });
  const draft = await drafted(path, newSecret());
  try {
    await link(draft, path).catch(unlessExists);
  } finally {
    await rm(draft, { force: true });
  }
  return readFile(path, "utf8");
}

interface SecretSettings {
  readonly authSecret?: string | undefined;
  readonly otherSecrets?: readonly string[] | undefined;
  readonly dataDir: string;
}

/** How long a process relies on the secrets that it has read. */
export const SECRETS_HELD_MS = 500;

/** `AUTH_SECRET` and those beside it when set, else those in the data folder, the first of which is made when absent. */
export async function authSecrets({ authSecret, otherSecrets = [], dataDir }: SecretSettings): Promise<Secrets> {
  if (authSecret !== undefined) return () => [authSecret, ...otherSecrets];
  await keptSecret(currentIn(dataDir));
  let held = readHeld(dataDir);
  return (look) => {
    if (look === "now" || performance.now() - held.readAt > SECRETS_HELD_MS) held = readHeld(dataDir, held);
    return held.secrets;
  };
}

/** Makes the next secret and keeps those before it, of which nothing made before `dropBefore` can still be in use. */
export async function replaceSecret(dataDir: string, dropBefore: Date): Promise<void> {
  const path = currentIn(dataDir);
  const current = await keptSecret(path);
  const earlier = earlierIn(dataDir).filter(({ secret }) => secret !== current);
  const kept = earlier.filter(({ replacedAt }) => new Date(replacedAt) >= dropBefore);
  // The old one is kept first: whoever reads the new one finds the old one beside it.
  const list = JSON.stringify([{ secret: current, replacedAt: new Date().toISOString() }, ...kept]);
  await rename(await drafted(earlierPath(dataDir), list), earlierPath(dataDir));
  await rename(await drafted(path, newSecret()), path);
}

interface Held {
  readonly secrets: readonly [string, ...string[]];
  /** The file as it was when it was read. */
  readonly version: string;
  /** In this process's monotonic clock. */
  readonly readAt: number;
}

const Earlier = z.array(z.object({ secret: z.string(), replacedAt: z.iso.datetime() }));

const currentIn = (dataDir: string) => join(dataDir, "auth-secret");
const earlierPath = (dataDir: string) => join(dataDir, "auth-secrets-before");
const newSecret = () => randomBytes(32).toString("base64url");

function readHeld(dataDir: string, before?: Held): Held {
  const readAt = performance.now();
  try {
    const { ino, mtimeMs } = statSync(currentIn(dataDir));
    const version = `${ino} ${mtimeMs}`;
    if (before?.version === version) return { ...before, readAt };
    const current = readFileSync(currentIn(dataDir), "utf8");
    return { secrets: [current, ...earlierIn(dataDir).map(({ secret }) => secret)], version, readAt };
  } catch (error) {
    if (before === undefined) throw error;
    return { ...before, readAt }; // a folder that is out of reach for a moment ends nothing
  }
}

function earlierIn(dataDir: string): z.infer<typeof Earlier> {
  try {
    return Earlier.parse(JSON.parse(readFileSync(earlierPath(dataDir), "utf8")));
  } catch (error) {
    if (isCode(error, "ENOENT")) return [];
    throw error;
  }
}

async function drafted(path: string, text: string): Promise<string> {
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync(); // no crash of the machine may leave the name without its bytes
  } finally {
    await file.close();
  }
  return draft;
}

async function readSecret(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (isCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function unlessExists(error: unknown): void {
  if (!isCode(error, "EEXIST")) throw error;
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;
