import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sendForm, startGate } from "#testing/fixtures/file-gate.ts";
import { describeWith } from "#testing/servers/outside-program.ts";
import { s3Installed, S3Server } from "#testing/servers/s3-server.ts";
import { createDiskStore } from "./disk-store.ts";
import type { FileStore } from "./port.ts";
import { createS3Store } from "./s3-store.ts";

interface Bench {
  readonly files: FileStore;
  close(): Promise<void>;
}

async function diskBench(): Promise<Bench & { folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), "crossdock-test-"));
  const gate = await startGate((publicUrl) => createDiskStore(folder, { secret: "a secret", publicUrl }));
  return {
    folder,
    files: gate.files,
    close: async () => {
      await gate.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function s3Bench(): Promise<Bench> {
  const server = await S3Server.open();
  return { files: createS3Store(server.options), close: () => server.close() };
}

async function* blocks(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
}

async function contentOf(files: FileStore, key: string, range: { start: number; end?: number } = { start: 0 }) {
  const parts: Uint8Array[] = [];
  for await (const part of files.openRead(key, range)) parts.push(part);
  return Buffer.concat(parts).toString();
}

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
const soon = () => new Date(Date.now() + 60_000);

const stores = [
  ["in a folder", diskBench, true],
  ["in a bucket (needs moto_server)", s3Bench, s3Installed()],
] as const;

describe.each(stores)("files %s", (_, open, here) => {
  describeWith("moto_server", here)("have the same behaviour", () => {
    let bench: Bench;
    let files: FileStore;
    beforeAll(async () => {
      bench = await open();
      files = bench.files;
    }, 60_000);
    afterAll(() => bench.close());

    it("returns what was written, whole or in ranges, with size and hash", async () => {
      const stored = await files.write("uploads/t/a.csv", blocks("hello ", "world"), { maxBytes: 100 });
      expect(stored).toEqual({ bytes: 11, sha256: hashOf("hello world") });
      expect(await contentOf(files, "uploads/t/a.csv")).toBe("hello world");
      expect(await contentOf(files, "uploads/t/a.csv", { start: 6 })).toBe("world");
      expect(await contentOf(files, "uploads/t/a.csv", { start: 2, end: 4 })).toBe("llo");
      expect(await files.size("uploads/t/a.csv")).toBe(11);
      expect(await files.stat("uploads/t/a.csv")).toEqual({ bytes: 11 });
      expect(await files.sha256("uploads/t/a.csv")).toBe(stored.sha256);
    });

    it("stores files larger than one part", async () => {
      const block = "0123456789abcdef".repeat(65_536);
      const stored = await files.write("big/y", blocks(...Array.from({ length: 20 }, () => block)), {
        maxBytes: 64 * 1024 ** 2,
      });
      expect(stored).toEqual({ bytes: block.length * 20, sha256: hashOf(block.repeat(20)) });
      expect(await files.stat("big/y")).toEqual({ bytes: stored.bytes });
      expect(await files.sha256("big/y")).toBe(stored.sha256);
    });

    it.each([
      ["too large", { maxBytes: 9 }, "file.too_large"],
      ["too small", { maxBytes: 99, minBytes: 11 }, "file.too_small"],
    ])("rejects what is %s without leaving a partial file", async (_why, limits, code) => {
      await expect(files.write("refused/x", blocks("12345", "67890"), limits)).rejects.toMatchObject({ code });
      expect(await files.stat("refused/x")).toBeUndefined();
    });

    it("leaves no partial file when the sender disconnects, and keeps the previous file", async () => {
      async function* broken() {
        yield Buffer.from("half");
        throw new Error("connection lost");
      }
      await expect(files.write("gone/x", broken(), { maxBytes: 99 })).rejects.toThrow("connection lost");
      expect(await files.stat("gone/x")).toBeUndefined();
      await files.write("gone/x", blocks("whole"), { maxBytes: 99 });
      await expect(files.write("gone/x", broken(), { maxBytes: 99 })).rejects.toThrow("connection lost");
      expect(await contentOf(files, "gone/x")).toBe("whole");
    });

    it("moves and deletes, and ignores missing files", async () => {
      await files.write("from/x", blocks("x"), { maxBytes: 9 });
      await files.move("from/x", "to/x");
      expect([await files.stat("from/x"), await files.stat("to/x")]).toEqual([undefined, { bytes: 1 }]);
      await files.move("from/x", "to/x");
      expect(await contentOf(files, "to/x")).toBe("x");
      await files.remove("to/x");
      await files.remove("to/x");
      expect(await files.stat("to/x")).toBeUndefined();
    });

    it("rejects reading a missing file", async () => {
      await expect(contentOf(files, "never/written")).rejects.toThrow(/ENOENT|does not exist/);
    });

    it.each(["../x", "/etc/passwd", "a/../b", "a//b", ".hidden", "a\0b", ""])("rejects %j as a key", async (key) => {
      await expect(files.write(key, blocks("x"), { maxBytes: 9 })).rejects.toThrow("not a valid file key");
    });

    it("accepts an upload by the signed form", async () => {
      const terms = { contentType: "text/csv", bytes: 5, expiresAt: soon() };
      const form = await files.presignPost("incoming/t/1", terms);
      expect((await sendForm(form, new Blob(["a,b\r\n"]))).ok).toBe(true);
      expect(await contentOf(files, "incoming/t/1")).toBe("a,b\r\n");
    });

    it("accepts an upload by PUT to the signed URL", async () => {
      const put = await files.presignPut("incoming/t/4", { contentType: "text/csv", bytes: 5, expiresAt: soon() });
      const sent = await fetch(put.url, { method: "PUT", headers: put.headers, body: "a,b\r\n" });
      expect(sent.ok).toBe(true);
      expect(await contentOf(files, "incoming/t/4")).toBe("a,b\r\n");
    });

    it("serves a download at the signed URL, as an attachment", async () => {
      const { sha256 } = await files.write("given/a", blocks("given"), {
        maxBytes: 9,
        contentType: "text/csv",
      });
      const terms = { fileName: "Zoë's.csv", contentType: "text/csv", sha256, expiresAt: soon() };
      const url = await files.presignGet("given/a", terms);
      const answer = await fetch(url);
      expect([answer.status, await answer.text()]).toEqual([200, "given"]);
      expect(answer.headers.get("content-type")).toContain("text/csv");
      // Some versions of moto ignore the response headers in the signed URL.
      const asked = new URL(url).searchParams.get("response-content-disposition");
      expect(answer.headers.get("content-disposition") ?? asked).toBe(
        `attachment; filename="Zo_'s.csv"; filename*=UTF-8''Zo%C3%AB%27s.csv`,
      );
    });

    it("deletes old partial files", async () => {
      expect(await files.dropUnfinished(new Date(0))).toBe(0);
    });
  });
});

describe("signatures of the folder store", () => {
  let bench: Awaited<ReturnType<typeof diskBench>>;
  beforeAll(async () => {
    bench = await diskBench();
  });
  afterAll(() => bench.close());
  const terms = { contentType: "text/csv", bytes: 5, expiresAt: soon() };

  it("do not allow another size, type or key", async () => {
    const { files } = bench;
    const larger = await files.presignPost("incoming/t/2", terms);
    expect((await sendForm(larger, new Blob(["a,b,c\r\n"]))).ok).toBe(false);
    expect((await sendForm(larger, new Blob(["a"]))).ok).toBe(false);
    const other = { ...larger.fields, "Content-Type": "text/html" };
    expect((await sendForm({ url: larger.url, fields: other }, new Blob(["a,b\r\n"]))).ok).toBe(false);
    const elsewhere = { ...larger.fields, key: "incoming/t/3" };
    expect((await sendForm({ url: larger.url, fields: elsewhere }, new Blob(["a,b\r\n"]))).ok).toBe(false);
    expect([await files.stat("incoming/t/2"), await files.stat("incoming/t/3")]).toEqual([undefined, undefined]);
  });

  it("are rejected after they expire", async () => {
    const late = await bench.files.presignPost("incoming/t/1", { ...terms, expiresAt: new Date(Date.now() - 1) });
    const answer = await sendForm(late, new Blob(["a,b\r\n"]));
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: "file.signature_expired" }]);
  });

  it("are rejected when any part was changed, or for another use", async () => {
    const { url, fields } = await bench.files.presignPost("incoming/t/2", terms);
    const put = await bench.files.presignPut("incoming/t/2", terms);
    const { policy = "", ...rest } = fields;
    const told = JSON.parse(Buffer.from(policy, "base64url").toString());
    told.permit.bytes = 50;
    const forged = { ...rest, policy: Buffer.from(JSON.stringify(told)).toString("base64url") };
    expect((await sendForm({ url, fields: forged }, new Blob(["x".repeat(50)]))).status).toBe(403);
    expect((await sendForm({ url: url.replace("/2", "/3"), fields }, new Blob(["a,b\r\n"]))).status).toBe(403);
    expect(
      (await fetch(put.url.replace("/2?", "/3?"), { method: "PUT", headers: put.headers, body: "a,b\r\n" })).status,
    ).toBe(403);
    expect((await fetch(put.url.replace("/api/uploads", "/api/files"))).status).toBe(403);
    expect((await fetch(`${url}?policy=e30&signature=00`, { method: "PUT", body: "x" })).status).toBe(403);
    expect(await bench.files.stat("incoming/t/2")).toBeUndefined();
  });

  it.each([
    ["a body that is no form", "text/plain", "hello"],
    ["a form without a boundary", "multipart/form-data", "hello"],
    [
      "a truncated form",
      "multipart/form-data; boundary=b",
      '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\nx',
    ],
    [
      "a form without a file",
      "multipart/form-data; boundary=b",
      '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\nx\r\n--b--\r\n',
    ],
  ])("reject %s with 400", async (_what, type, body) => {
    const { url } = await bench.files.presignPost("incoming/t/5", terms);
    const answer = await fetch(url, { method: "POST", headers: { "content-type": type }, body });
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: "request.unreadable_body" }]);
  });

  it("buffer no more than a chunk of an endless file, and keep nothing of it", async () => {
    const form = await bench.files.presignPost("incoming/t/6", { ...terms, bytes: 1000 });
    const answer = await sendForm(form, new Blob([new Uint8Array(30 * 1024 ** 2)])).catch(() => undefined);
    expect(answer?.ok ?? false).toBe(false);
    expect(await bench.files.stat("incoming/t/6")).toBeUndefined();
    expect((await readdir(bench.folder, { recursive: true })).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("deletes partial files of a killed writer", async () => {
    const half = join(bench.folder, "x.csv.0badf00d.part");
    await writeFile(half, "half");
    expect(await bench.files.dropUnfinished(new Date(Date.now() - 60_000))).toBe(0);
    await utimes(half, new Date(0), new Date(0));
    expect(await bench.files.dropUnfinished(new Date(Date.now() - 60_000))).toBe(1);
  });
});

/** moto accepts any form; a real bucket enforces this policy. */
describe("signatures of the bucket store", () => {
  it("contain key, type and exact size, so that the bucket accepts nothing else", async () => {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const place = { bucket: "crossdock-files", endpoint: undefined, region: "eu-west-1", forcePathStyle: false };
    const files = createS3Store({ ...place, ...credentials });
    const terms = { contentType: "text/csv", bytes: 5, expiresAt: soon() };
    const { url, fields } = await files.presignPost("incoming/t/1", terms);
    expect(url).toBe("https://crossdock-files.s3.eu-west-1.amazonaws.com/");
    const policy: unknown = JSON.parse(Buffer.from(fields["Policy"] ?? "", "base64").toString());
    expect(policy).toMatchObject({
      conditions: expect.arrayContaining([
        { key: "incoming/t/1" },
        ["eq", "$Content-Type", "text/csv"],
        ["content-length-range", 5, 5],
        { bucket: "crossdock-files" },
      ]),
    });
    const put = await files.presignPut("incoming/t/1", terms);
    expect(new URL(put.url).searchParams.get("X-Amz-SignedHeaders")).toBe("content-length;content-type;host");
  });
});
