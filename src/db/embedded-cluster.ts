import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import {
  access,
  appendFile,
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { join, resolve } from "node:path";
import { execute, nativeDirectory, runner, type Owner, type Run } from "./embedded-binaries.ts";

export const databaseName = "crossdock";
const draftPrefix = "cluster.draft-";
const roleName = "crossdock";

/** One data folder and what is needed to run its server. */
export interface Cluster {
  /** Crossdock's files: password, port, configuration, locks. */
  readonly home: string;
  /** PostgreSQL's data folder. */
  readonly data: string;
  readonly logFile: string;
  /** The user the server runs as, when it differs from ours. */
  readonly owner: Owner | undefined;
  readonly run: Run;
}

const passwordFile = ({ home }: Cluster) => join(home, "password");

export const lockFiles = (home: string) => ({ change: join(home, "change.lock"), use: join(home, "use.lock") });

/** Creates the folder and returns its real path, so that every process uses the same one. */
export async function homeOf(dataDir: string): Promise<string> {
  const path = join(resolve(dataDir), "postgres");
  await mkdir(path, { recursive: true, mode: 0o711 });
  const home = await realpath(path);
  await access(home, constants.R_OK | constants.W_OK).catch((cause: unknown) => {
    throw new Error(`${home} belongs to another user. Start as that user or as root.`, { cause });
  });
  if (/["$`\n]/.test(home)) throw new Error(`DATA_DIR must not contain quotes, "$" or line breaks: ${home}`);
  return home;
}

export async function openCluster(home: string): Promise<Cluster> {
  const data = join(home, "cluster");
  const logs = join(home, "log");
  const owner = await serverOwner(data);
  await mkdir(logs, { recursive: true, mode: 0o700 });
  if (owner !== undefined) {
    await chmod(home, 0o711);
    await chown(logs, owner.uid, owner.gid);
  }
  const run = await runner(await nativeDirectory(), home, owner);
  return { home, data, logFile: join(logs, "server.log"), owner, run };
}

/** True once the folder holds a complete cluster: it is created elsewhere and moved here in one step. */
export async function isInitialised(cluster: Cluster): Promise<boolean> {
  const version = await readFile(join(cluster.data, "PG_VERSION"), "utf8").catch(() => undefined);
  if (version === undefined) return false;
  const program = await cluster.run("postgres", ["--version"]);
  const major = /(\d+)\.\d+/.exec(program.output)?.[1];
  if (major === version.trim()) return true;
  throw new Error(`${cluster.data} is of PostgreSQL ${version.trim()}, the program is ${major}. Dump and restore it.`);
}

/** Creates the cluster, the application's role and its empty database. */
export async function initialise(cluster: Cluster): Promise<void> {
  // A folder of its own each time: after a killed start, initdb may still be writing to the last one.
  const draft = await mkdtemp(join(cluster.home, draftPrefix));
  if (cluster.owner !== undefined) await chown(draft, cluster.owner.uid, cluster.owner.gid);
  await makeFiles(cluster, draft);
  await makeDatabase(cluster, draft);
  await rename(draft, cluster.data);
  await removeDrafts(cluster);
}

async function removeDrafts({ home }: Cluster): Promise<void> {
  const drafts = (await readdir(home)).filter((name) => name.startsWith(draftPrefix));
  await Promise.all(drafts.map((name) => rm(join(home, name), { recursive: true, force: true, maxRetries: 5 })));
}

export async function connectionUrl(cluster: Cluster, port: number): Promise<string> {
  const password = await readFile(passwordFile(cluster), "utf8");
  return `postgres://${roleName}:${password}@127.0.0.1:${port}/${databaseName}`;
}

async function makeFiles(cluster: Cluster, draft: string): Promise<void> {
  const { code, output } = await cluster.run("initdb", [
    `--pgdata=${draft}`,
    "--username=postgres",
    // Replaces the permissive default rules: see `hba_file` in the included configuration.
    "--auth=trust",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    "--no-instructions",
    // The password is 256 random bits: stretching it would only slow down each connection.
    "--set=scram_iterations=16",
  ]);
  if (code !== 0) throw new Error(`initdb failed:\n${output.trim()}`);
  await appendFile(join(draft, "postgresql.conf"), "\ninclude_if_exists '../server.conf'\n");
}

/** The role is no superuser, and the superuser has no password: it cannot log in. */
async function makeDatabase(cluster: Cluster, draft: string): Promise<void> {
  const password = randomBytes(32).toString("base64url");
  await writeFile(passwordFile(cluster), password, { mode: 0o600 });
  const statements = [
    `CREATE ROLE ${roleName} LOGIN CREATEDB PASSWORD '${password}'`,
    `GRANT pg_monitor, pg_checkpoint, pg_signal_backend TO ${roleName}`,
    `CREATE DATABASE ${databaseName} OWNER ${roleName}`,
  ];
  const { code, output } = await cluster.run(
    "postgres",
    ["--single", "-D", draft, "postgres"],
    `${statements.join("\n")}\n`,
  );
  const failure = /^.*(?:ERROR|FATAL|PANIC): .*$/m.exec(output)?.[0];
  if (code !== 0 || failure !== undefined) throw new Error(`The database could not be made: ${failure ?? output}`);
}

/** PostgreSQL refuses root: then the folder's owner runs it, or `nobody`. */
async function serverOwner(data: string): Promise<Owner | undefined> {
  const found = await stat(data).catch(() => undefined);
  const us = process.getuid?.();
  if (us === undefined) return undefined;
  if (us !== 0) {
    if (found === undefined || found.uid === us) return undefined;
    throw new Error(`${data} belongs to user ${found.uid}. Start as that user or as root.`);
  }
  if (found !== undefined && found.uid !== 0) return { uid: found.uid, gid: found.gid };
  const owner = await nobody();
  // A restored backup may belong to root.
  if (found !== undefined) await execute({ file: "chown", args: ["-R", `${owner.uid}:${owner.gid}`, data] });
  return owner;
}

async function nobody(): Promise<Owner> {
  const users = await readFile("/etc/passwd", "utf8").catch(() => "");
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(users) ?? [];
  if (uid !== undefined && gid !== undefined && Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) };
  throw new Error(
    "PostgreSQL does not run as root and there is no user nobody. Start as an ordinary user, or set DATABASE_URL.",
  );
}
