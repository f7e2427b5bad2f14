import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { migrate } from "./migrate.ts";

let folder: string;
let url: string;
let server: postgres.Sql;
const name = `migrate_${randomBytes(4).toString("hex")}`;

async function writeMigrations(migrations: Record<number, string>): Promise<void> {
  const entries = Object.keys(migrations).map((when, idx) => ({
    idx,
    version: "7",
    when: Number(when),
    tag: `at_${when}`,
    breakpoints: true,
  }));
  await writeFile(join(folder, "meta/_journal.json"), JSON.stringify({ version: "7", dialect: "postgresql", entries }));
  await Promise.all(Object.entries(migrations).map(([when, text]) => writeFile(join(folder, `at_${when}.sql`), text)));
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "crossdock-migrations-"));
  await mkdir(join(folder, "meta"));
  server = postgres(inject("databaseServerUrl"), { max: 1 });
  await server.unsafe(`create database ${name}`);
  url = Object.assign(new URL(inject("databaseServerUrl")), { pathname: name }).href;
});

afterEach(async () => {
  await server.unsafe(`drop database ${name} with (force)`);
  await server.end();
  await rm(folder, { recursive: true });
});

test("processes that start concurrently apply each migration once", async () => {
  await writeMigrations({ 1: "create table a (id int)", 2: "create table b (id int); insert into b values (1)" });
  const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(url, folder)));
  expect(applied.filter((count) => count > 0)).toEqual([2]);
});

test("a failed migration leaves no changes, and is applied once corrected", async () => {
  await writeMigrations({ 1: "create table a (id int)", 2: "create table b (id nonsense)" });
  await expect(migrate(url, folder)).rejects.toThrow("nonsense");
  await writeMigrations({ 1: "create table a (id int)", 2: "create table b (id int)" });
  expect(await migrate(url, folder)).toBe(2);
});

test("a migration older than the newest applied one is an error", async () => {
  await writeMigrations({ 1: "create table a (id int)", 3: "create table c (id int)" });
  await migrate(url, folder);
  await writeMigrations({ 1: "create table a (id int)", 2: "create table b (id int)", 3: "create table c (id int)" });
  await expect(migrate(url, folder)).rejects.toThrow("1 migrations are older");
});
