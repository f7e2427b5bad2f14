import { describe, expect, it } from "vitest";
import type { ImportPreset } from "#features/imports/import-params.ts";
import { missingColumns, presetOf, readHead } from "#features/imports/read-head.ts";

const preset = (name: ImportPreset["name"], required: string[], optional: string[] = []): ImportPreset => ({
  name,
  title: name,
  encoding: "utf-8",
  createArticles: true,
  canPlace: true,
  columns: [
    ...required.map((column) => ({ name: column, required: true, about: "", example: "" })),
    ...optional.map((column) => ({ name: column, required: false, about: "", example: "" })),
  ],
  template: "",
});
const presets = [
  preset("crossdock", ["sku", "quantity"], ["tags"]),
  preset("online-retail", ["InvoiceNo", "Quantity"]),
];

describe("the first rows of a file", () => {
  it.each(["\n", "\r\n", "\r"])("are parsed with the line ending %j", async (end) => {
    const file = new Blob([["InvoiceNo,Description", '1,"a, b"', "2,c"].join(end)]);
    expect(await readHead(file, "utf-8")).toEqual({
      header: ["InvoiceNo", "Description"],
      rows: [
        ["1", "a, b"],
        ["2", "c"],
      ],
    });
  });

  it("are decoded with the preset's encoding", async () => {
    const file = new Blob([Uint8Array.from([97, 44, 98, 10, 0xa3, 44, 49, 10])]);
    expect((await readHead(file, "latin1"))?.rows).toEqual([["£", "1"]]);
  });

  it("are empty when the file is no table", async () => {
    expect(await readHead(new Blob(["just some words"]), "utf-8")).toBeNull();
  });
});

describe("the preset of a file", () => {
  it("is detected by its columns", () => {
    expect(presetOf(["InvoiceNo", "Quantity", "Country"], presets)?.name).toBe("online-retail");
    expect(presetOf(["a", "b"], presets)).toBeNull();
  });

  it("reports missing required columns, but not optional ones", () => {
    expect(presets.map((one) => missingColumns(["sku"], one))).toEqual([["quantity"], ["InvoiceNo", "Quantity"]]);
  });
});
