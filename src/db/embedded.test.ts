import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type EmbeddedServer, startEmbedded, stopUnused } from "./embedded.ts";

const program = join(import.meta.dirname, "..", "testing", "fixtures", "embedded-user.ts");
/** A later test run removes what a killed one left under this name. */
const folderPrefix = "crossdock-test-";
const log = { info: () => {}, warn: () => {} };
const onLinux = process.platform === "linux";
const isRoot = process.getuid?.() === 0;

type Child = ChildProcessByStdio<Writable, Readable, null>;

const children: Child[] = [];
const servers: EmbeddedServer[] = [];

function startUser(dataDir: string): Child {
  const child = spawn(process.execPath, [program, dataDir], { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  return child;
}

async function answerOf(child: Child): Promise<{ url: string; owned: boolean }> {
  for await (const line of createInterface({ input: child.stdout })) {
    return JSON.parse(line) as { url: string; owned: boolean };
  }
  throw new Error("The process ended without an answer.");
}

async function end(child: Child): Promise<void> {
  const closed = once(child, "exit");
  child.stdin.end();
  expect(await closed).toEqual([0, null]);
}

async function kill(child: Child): Promise<void> {
  const closed = once(child, "exit");
  child.kill("SIGKILL");
  await closed;
}

async function ask<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

const isUp = (url: string) =>
  ask(url, (sql) => sql`select 1`).then(
    () => true,
    () => false,
  );

/** Longer than the guard's polling interval. */
async function staysUp(url: string): Promise<void> {
  for (let looked = 0; looked < 10; looked += 1) {
    expect(await isUp(url)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function postmasterPid(dataDir: string): Promise<number> {
  return Number((await readFile(join(dataDir, "postgres/cluster/postmaster.pid"), "utf8")).split("\n")[0]);
}

/** Pids of live processes that name the folder; none without /proc. */
async function processesOf(dataDir: string): Promise<string[]> {
  if (!onLinux) return [];
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const named = await Promise.all(
    pids.map(async (pid) => (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).includes(dataDir)),
  );
  return pids.filter((_, index) => named[index]);
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  for (const child of children.splice(0)) if (child.exitCode === null && child.signalCode === null) await kill(child);
});

describe("a new data folder", () => {
  let dataDir: string;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), folderPrefix));
  });

  afterAll(async () => {
    await stopUnused(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  });

  test("a process killed while creating the database does not block the next start", async () => {
    const child = startUser(dataDir);
    const found = () => readdir(join(dataDir, "postgres")).catch((): string[] => []);
    await expect
      .poll(found, { interval: 5, timeout: 10_000 })
      .toContainEqual(expect.stringMatching(/^cluster\.draft-/));
    await kill(child);
    expect(await found()).not.toContain("cluster");
  });

  test("processes that start concurrently share one server, which ends with the last of them", async () => {
    const users = [startUser(dataDir), startUser(dataDir), startUser(dataDir)];
    const answers = await Promise.all(users.map(answerOf));
    expect(new Set(answers.map(({ url }) => url)).size).toBe(1);
    expect(answers.filter(({ owned }) => owned)).toHaveLength(1);
    const url = answers[0]?.url ?? "";

    const [first, second, third] = users;
    if (first === undefined || second === undefined || third === undefined) throw new Error("three were started");
    await Promise.all([end(first), end(second)]);
    expect(await isUp(url)).toBe(true);
    await end(third);
    expect(await isUp(url)).toBe(false);
    expect(await processesOf(dataDir)).toEqual([]);
    expect((await readdir(join(dataDir, "postgres"))).filter((name) => name.startsWith("cluster"))).toEqual([
      "cluster",
    ]);
  });
});

describe("a running server", () => {
  let dataDir: string;

  async function start(supervise = false): Promise<EmbeddedServer> {
    const server = await startEmbedded({ dataDir, log, supervise });
    servers.push(server);
    return server;
  }

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), folderPrefix));
    const server = await start();
    await ask(server.url, (sql) => sql`create table kept (id int primary key)`);
    await server.stop();
  });

  afterAll(async () => {
    await stopUnused(dataDir);
    await rm(dataDir, { recursive: true, force: true });
  });

  const keep = (url: string, id: number) => ask(url, (sql) => sql`insert into kept values (${id})`);
  const kept = (url: string) =>
    ask(url, async (sql) => (await sql`select id from kept order by id`).map((row) => row["id"]));

  test("its folder shows other users of the machine neither data nor logs", async () => {
    const server = await start();
    const home = join(dataDir, "postgres");
    const forOthers = async (path: string) => (await stat(join(home, path))).mode & 0o77;
    expect((await forOthers("")) & 0o66).toBe(0); // no listing, no writing
    for (const name of ["cluster", "log"]) expect([name, await forOthers(name)]).toEqual([name, 0]);
    await server.stop();
  });

  test("it stops when its last user was killed, but not while another one uses it", async () => {
    const [child, other] = [startUser(dataDir), startUser(dataDir)];
    const [{ url }] = await Promise.all([answerOf(child), answerOf(other)]);
    await kill(child);
    await staysUp(url);
    await kill(other);
    await expect.poll(() => isUp(url), { timeout: 60_000 }).toBe(false);
    await expect.poll(() => processesOf(dataDir), { timeout: 60_000 }).toEqual([]);
  });

  test("a process that starts while another is killed gets a running server", async () => {
    const child = startUser(dataDir);
    const { url } = await answerOf(child);
    await kill(child);
    const next = await start();
    expect(next.url).toBe(url);
    await staysUp(next.url);
    await next.stop();
    expect(await isUp(url)).toBe(false);
  });

  test("acknowledged rows survive SIGKILL of the server while a session is busy", async () => {
    const first = await start();
    await keep(first.url, 1);
    const busy = ask(first.url, (sql) => sql`select count(*) from generate_series(1, 20000000)`).catch(() => undefined);
    const others = (sql: postgres.Sql) =>
      sql`select from pg_stat_activity where pid <> pg_backend_pid() and query ~ 'series' and state = 'active'`;
    await expect.poll(() => ask(first.url, others)).toHaveLength(1);
    process.kill(await postmasterPid(dataDir), "SIGKILL");

    const next = await start();
    expect(next.owned).toBe(true);
    expect(next.url).toBe(first.url);
    expect(await kept(next.url)).toEqual([1]);
    await busy;
    await Promise.all([first.stop(), next.stop()]);
    expect(await isUp(first.url)).toBe(false);
  });

  test("a supervised server restarts at the same address", async () => {
    const server = await start(true);
    await keep(server.url, 2);
    process.kill(await postmasterPid(dataDir), "SIGKILL");
    await expect.poll(() => kept(server.url).catch(() => []), { timeout: 10_000 }).toEqual([1, 2]);
    await server.stop();
    await server.stop();
    expect(await isUp(server.url)).toBe(false);
  });

  test("a stale pid file that names another process does not prevent the start", async () => {
    const cluster = join(dataDir, "postgres/cluster");
    // Owned by the server's user: PostgreSQL itself ignores processes of other users.
    const stranger = spawn("sleep", ["60"], { stdio: ["pipe", "pipe", "inherit"], uid: (await stat(cluster)).uid });
    children.push(stranger);
    await writeFile(join(cluster, "postmaster.pid"), `${stranger.pid}\n${cluster}\n1\n1\n\n\n 1 1\nready\n`);
    const server = await start();
    expect(server.owned).toBe(true);
    expect(await isUp(server.url)).toBe(true);
    await server.stop();
    expect(stranger.exitCode).toBe(null);
  });

  test("a start during a stop gets a running server", async () => {
    let server = await start();
    for (let round = 0; round < 4; round += 1) {
      const [, next] = await Promise.all([server.stop(), start()]);
      expect(await isUp(next.url)).toBe(true);
      server = next;
    }
    await server.stop();
    expect(await isUp(server.url)).toBe(false);
  });

  test("its defaults keep acknowledged writes, and only the password gives access", async () => {
    const server = await start();
    const settings = await ask(
      server.url,
      (sql) => sql`select current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as sync, current_setting('full_page_writes') as pages,
      (select rolsuper from pg_roles where rolname = current_user) as super`,
    );
    expect(settings[0]).toEqual({ fsync: "on", sync: "on", pages: "on", super: false });
    const stranger = new URL(server.url);
    stranger.password = "guess";
    await expect(ask(stranger.href, (sql) => sql`select 1`)).rejects.toThrow("password authentication failed");
    stranger.username = "postgres";
    await expect(ask(stranger.href, (sql) => sql`select 1`)).rejects.toThrow("password authentication failed");
    await server.stop();
  });
});

test.runIf(isRoot && onLinux)("root may keep the folder where no other user can enter", async () => {
  const parent = await mkdtemp(join(tmpdir(), folderPrefix));
  const server = await startEmbedded({ dataDir: join(parent, "data"), log });
  expect(await isUp(server.url)).toBe(true);
  await server.stop();
  await rm(parent, { recursive: true });
});
