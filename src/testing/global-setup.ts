import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { startEmbedded, stopUnused } from "#db/embedded.ts";
import { migrate } from "#db/migrate.ts";
import { throwawaySettings } from "#db/postgres-options.ts";

declare module "vitest" {
  interface ProvidedContext {
    databaseServerUrl: string;
  }
}

export const templateName = "crossdock_template";
const folderPrefix = "crossdock-test-";
const youngMs = 60_000;
const log = {
  info: () => {},
  warn: (details: object, message: string) => process.stderr.write(`${message} ${JSON.stringify(details)}\n`),
};

/** One server for the run, with a migrated template database that each test file copies. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await removeAbandoned();
  const dataDir = await mkdtemp(join(tmpdir(), folderPrefix));
  const server = await startEmbedded({ dataDir, log, settings: throwawaySettings });
  await makeTemplate(server.url);
  project.provide("databaseServerUrl", server.url);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}

async function makeTemplate(serverUrl: string): Promise<void> {
  const url = new URL(serverUrl);
  url.pathname = templateName;
  const admin = postgres(serverUrl, { max: 1 });
  try {
    await admin`create database ${admin(templateName)}`;
    await migrate(url.href);
    // A template with open connections cannot be copied.
    await admin`alter database ${admin(templateName)} allow_connections false`;
  } finally {
    await admin.end();
  }
}

/** Cleans up after killed runs. A recent folder may belong to a run that is just starting. */
async function removeAbandoned(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(folderPrefix));
  for (const name of names) {
    const dataDir = join(tmpdir(), name);
    const made = await stat(dataDir).catch(() => undefined);
    if (made === undefined || made.uid !== process.getuid?.() || Date.now() - made.mtimeMs < youngMs) continue;
    // Another run that is just starting may use the same folder.
    if (await stopUnused(dataDir)) await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
  }
}
