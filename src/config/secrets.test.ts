import { mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { authSecrets, replaceSecret } from "./secrets.ts";

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "crossdock-secret-"));
});

afterEach(() => rm(dataDir, { recursive: true }));

test("concurrent callers get one secret, in a file readable by its owner only", async () => {
  const rings = await Promise.all(Array.from({ length: 20 }, () => authSecrets({ dataDir })));
  const secrets = rings.map((ring) => ring()[0]);
  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]?.length).toBeGreaterThanOrEqual(32);
  expect(await readdir(dataDir)).toEqual(["auth-secret"]);
  expect((await stat(join(dataDir, "auth-secret"))).mode & 0o777).toBe(0o600);
});

test("a configured secret is used before those that are accepted beside it, and none is generated", async () => {
  const ring = await authSecrets({ dataDir, authSecret: "configured", otherSecrets: ["the one before"] });
  expect(ring()).toEqual(["configured", "the one before"]);
  expect(await readdir(dataDir)).toEqual([]);
});

test("a running process finds the next secret and keeps those before it, until they are too old", async () => {
  const ring = await authSecrets({ dataDir });
  const [first] = ring();
  await replaceSecret(dataDir, new Date(0));
  const [second, ...before] = ring("now");
  expect(before).toEqual([first]);
  expect(second).not.toBe(first);
  for (const name of await readdir(dataDir)) expect((await stat(join(dataDir, name))).mode & 0o777).toBe(0o600);
  await replaceSecret(dataDir, new Date(Date.now() + 1000));
  expect(ring("now").slice(1)).toEqual([second]);
  const started = await authSecrets({ dataDir });
  expect(started()).toEqual(ring());
});

test("a replacement that ended between its two files loses no secret, and neither does the next one", async () => {
  const ring = await authSecrets({ dataDir });
  const [current] = ring();
  const list = JSON.stringify([{ secret: current, replacedAt: new Date().toISOString() }]);
  await writeFile(join(dataDir, "auth-secrets-before"), list);
  expect((await authSecrets({ dataDir }))()[0]).toBe(current);
  await replaceSecret(dataDir, new Date(0));
  expect(ring("now")).toEqual([expect.not.stringContaining(current), current]);
});

test("a data folder that is out of reach for a moment ends nothing", async () => {
  const ring = await authSecrets({ dataDir });
  const known = ring();
  await rename(dataDir, `${dataDir}-away`);
  expect(ring("now")).toEqual(known);
  await rename(`${dataDir}-away`, dataDir);
});
