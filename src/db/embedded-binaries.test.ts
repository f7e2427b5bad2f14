import { cp, lstat, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { execute, nativeDirectory, repairLinks } from "./embedded-binaries.ts";

test.runIf(process.platform === "linux")("an installation without its library links is repaired", async () => {
  const installed = dirname(await nativeDirectory());
  const root = await mkdtemp(join(tmpdir(), "crossdock-native-"));
  const withoutLinks = async (path: string) =>
    !(await lstat(path)).isSymbolicLink() && !/\/(share|pgxs|postgresql)$/.test(path);
  await cp(join(installed, "native"), join(root, "native"), { recursive: true, filter: withoutLinks });
  const version = () => execute({ file: join(root, "native/bin/postgres"), args: ["--version"] });

  expect(await version()).toMatchObject({ code: 127 });
  const made = await Promise.all([repairLinks(root), repairLinks(root)]);
  expect(made[0]).toBeGreaterThan(0);
  expect(await version()).toMatchObject({ code: 0 });
  expect(await repairLinks(root)).toBe(0);
  await rm(root, { recursive: true });
});
