import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { authSecret } from "./secrets.ts";

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "crossdock-secret-"));
});

afterEach(() => rm(dataDir, { recursive: true }));

test("concurrent callers get one secret, in a file readable by its owner only", async () => {
  const secrets = await Promise.all(Array.from({ length: 20 }, () => authSecret({ dataDir })));
  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]?.length).toBeGreaterThanOrEqual(32);
  expect(await readdir(dataDir)).toEqual(["auth-secret"]);
  expect((await stat(join(dataDir, "auth-secret"))).mode & 0o777).toBe(0o600);
});

test("a configured secret is used and none is generated", async () => {
  expect(await authSecret({ dataDir, authSecret: "configured" })).toBe("configured");
  expect(await readdir(dataDir)).toEqual([]);
});
