import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromBinary, toJson } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ensureApiTools, runTool } from "#testing/proofs/api-tools.ts";
import { protoImage } from "#transports/grpc/schema/image.ts";
import { Numbers } from "#transports/grpc/schema/numbers.ts";

const buf = (...args: string[]) => runTool("@bufbuild/buf/bin/buf", args);
let folder: string;

beforeAll(async () => {
  await ensureApiTools();
  folder = await mkdtemp(join(tmpdir(), "crossdock-proto-"));
}, 240_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

it("buf lint reports only the names that the contract requires", async () => {
  expect(await buf("lint", "../proto")).toEqual({ code: 0, output: "" });
  expect(await buf("format", "--diff", "--exit-code", "../proto")).toEqual({ code: 0, output: "" });
});

it("breaks no client of the released files (proto/released.binpb; a release replaces it)", async () => {
  expect(await buf("breaking", "../proto", "--against", "../proto/released.binpb")).toEqual({ code: 0, output: "" });
});

it("reflection serves what a compiler generates from the files", async () => {
  const image = join(folder, "image.binpb");
  expect(
    await buf("build", "../proto", "--as-file-descriptor-set", "--exclude-source-info", "-o", image),
  ).toMatchObject({ code: 0 });
  const filesIn = (bytes: Uint8Array) => {
    const { file } = fromBinary(FileDescriptorSetSchema, bytes);
    const own = file.filter(({ name }) => name.startsWith("crossdock/"));
    return Object.fromEntries(
      own.map((each) => [
        each.name,
        toJson(FileDescriptorSetSchema, { $typeName: "google.protobuf.FileDescriptorSet", file: [each] }),
      ]),
    );
  };
  expect(filesIn(protoImage())).toEqual(filesIn(await readFile(image)));
});

it("a field number is never reused for another field", () => {
  const numbers = new Numbers({ Order: { id: 1, gone: 2, total: 18_999 } });
  expect(numbers.of("Order", "id")).toBe(1);
  expect(numbers.of("Order", "fresh")).toBe(20_000);
  expect(numbers.without("Order", ["id", "total", "fresh"])).toEqual({ names: ["gone"], numbers: [2] });
  expect(numbers.of("Order", "gone")).toBe(2);
});
