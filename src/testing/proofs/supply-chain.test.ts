import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";
import { readDeclared, undeclaredScripts } from "./install-scripts.ts";
import { shippedBy, textOfBom } from "./sbom.ts";

const root = join(import.meta.dirname, "../../..");
const bom: unknown = JSON.parse(readFileSync(join(root, "docs/sbom.cdx.json"), "utf8"));
const lock: unknown = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));

it("the bill of materials has every package that we ship, with its digest and licence, and none of development", () => {
  const { components } = z
    .object({
      components: z.array(
        z.looseObject({
          "bom-ref": z.string(),
          purl: z.string().startsWith("pkg:npm/"),
          hashes: z.array(z.looseObject({ alg: z.literal("SHA-512") })).min(1),
          licenses: z.array(z.unknown()).min(1),
        }),
      ),
    })
    .parse(bom);
  expect(components.map((each) => each["bom-ref"]).toSorted()).toEqual([...shippedBy(lock).keys()].toSorted());
  expect(components.some(({ purl }) => purl.startsWith("pkg:npm/graphql@"))).toBe(true); // development uses it too
  expect(components.some(({ purl }) => purl.startsWith("pkg:npm/vitest@"))).toBe(false);
});

it("the bill of materials is the same whatever the order, the time, the tool's version and the folder", () => {
  const given = z.looseObject({ components: z.array(z.unknown()) }).parse(bom);
  const metadata = { timestamp: "2026-01-01T00:00:00Z", tools: [{ name: "cli", version: "1" }] };
  const kept = z.looseObject({ metadata: z.looseObject({ component: z.looseObject({}) }) }).parse(bom).metadata;
  const other = {
    ...given,
    serialNumber: "urn:uuid:1",
    metadata: { ...metadata, component: { ...kept.component, name: "another-folder" } },
    components: [...given.components.toReversed(), given.components[0]],
  };
  expect(textOfBom(other)).toBe(textOfBom(bom));
});

it("every install script is allowed or refused by the package's name", () => {
  expect(undeclaredScripts(readDeclared(root))).toEqual([]);
  const other = { packages: { "node_modules/a/node_modules/miner": { hasInstallScript: true }, "node_modules/b": {} } };
  expect(undeclaredScripts({ lock: other, manifest: { allowScripts: {} } })).toEqual([
    expect.stringContaining("miner has"),
  ]);
  expect(undeclaredScripts({ lock: other, manifest: { allowScripts: { miner: false, b: true } } })).toEqual([
    expect.stringContaining("names b"),
  ]);
});
