import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDiskStore } from "./disk-store.ts";
import type { FileStore } from "./port.ts";

let folder: string;
let store: FileStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "crossdock-test-"));
  store = createDiskStore(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function* blocks(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
}

async function read(key: string, start = 0): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of store.openRead(key, { start })) parts.push(part);
  return Buffer.concat(parts).toString();
}

describe("the file store on disk", () => {
  it("gives back what was written, from any place on, with its size and hash", async () => {
    const stored = await store.write("uploads/t/a.csv", blocks("hello ", "world"), { maxBytes: 100 });
    expect(stored).toEqual({ bytes: 11, sha256: createHash("sha256").update("hello world").digest("hex") });
    expect(await read("uploads/t/a.csv", 6)).toBe("world");
    expect(await store.size("uploads/t/a.csv")).toBe(11);
    expect(await store.sha256("uploads/t/a.csv")).toBe(stored.sha256);
  });

  it("refuses what is too large and leaves nothing behind", async () => {
    await expect(store.write("big/x", blocks("12345", "67890"), { maxBytes: 9 })).rejects.toMatchObject({
      code: "file.too_large",
    });
    expect(await readdir(join(folder, "big"))).toEqual([]);
  });

  it("leaves nothing behind when the sender goes away", async () => {
    async function* broken() {
      yield Buffer.from("half");
      throw new Error("connection lost");
    }
    await expect(store.write("gone/x", broken(), { maxBytes: 99 })).rejects.toThrow("connection lost");
    expect(await readdir(join(folder, "gone"))).toEqual([]);
  });

  it.each(["../x", "/etc/passwd", "a/../b", "a//b", ".hidden", "a\0b", ""])("refuses %j as a key", async (key) => {
    await expect(store.write(key, blocks("x"), { maxBytes: 9 })).rejects.toThrow("no key");
  });
});
