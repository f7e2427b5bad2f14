import { describe, expect, it } from "vitest";
import { readList } from "#features/reconciliation/read-list.ts";
import { guessAmounts, guessColumns, minorOf, theirRows } from "#features/reconciliation/their-list.ts";

async function read(compares: "orders" | "stock", text: string, location: string | null = "main") {
  const list = await readList(text);
  if (list === null) throw new Error("it was not read");
  const columns = guessColumns(compares, list);
  const amounts = guessAmounts(list, columns);
  return { columns, amounts, ...theirRows(compares, list, { columns, amounts, currency: "GBP", location }) };
}

describe("a list of orders", () => {
  it("is parsed from CSV with other column names, decimal commas and spaced words", async () => {
    const made = await read(
      "orders",
      "Order number;Status;Payment status;Total;Currency\r\nA-1;Shipped;partially paid;1.012,90;eur\r\n",
    );
    expect(made.orders).toEqual([
      { externalId: "A-1", status: "shipped", paymentStatus: "partially_paid", total: 101_290, currency: "EUR" },
    ]);
    expect(made.problems).toEqual([]);
  });

  it("is parsed from JSON in the API's format, including whole orders", async () => {
    const order = { channel: "web", externalId: "A-1", lines: [] };
    const made = await read("orders", JSON.stringify({ orders: [{ externalId: "A-1", total: 590, order }] }));
    expect(made.orders).toEqual([{ externalId: "A-1", total: 590, order }]);
    expect(made.amounts).toBe("minor");
  });

  it("reports invalid rows, and ignores unknown fields", async () => {
    const made = await read("orders", "id,status,total\nA-1,en route,1.00\n,shipped,2.00\nA-1,shipped,lots\n");
    expect(made.problems.map(({ code, row }) => [code, row])).toEqual([
      ["key_missing", 2],
      ["number", 3],
      ["twice", 3],
    ]);
    expect(made.unknown).toEqual({ values: ["en route"], count: 1 });
    expect(made.orders[0]).toEqual({ externalId: "A-1", total: 100 });
  });
});

describe("a list of stock", () => {
  it("uses the partner's location for rows without one", async () => {
    const made = await read("stock", "SKU\tQty\tFree\nMUG\t4\t\nCUP\t0\t-1\n");
    expect(made.stock).toEqual([
      { sku: "MUG", onHand: 4 },
      { sku: "CUP", onHand: 0, available: -1 },
    ]);
  });

  it("reports rows without data or without a location", async () => {
    const made = await read("stock", "sku,onHand,available\nMUG,,\nCUP,4.5,\n", null);
    expect(made.problems.map(({ code, row }) => [code, row])).toEqual([
      ["location", 1],
      ["nothing", 1],
      ["location", 2],
      ["number", 2],
    ]);
  });
});

it.each(["", "no table at all", "{", '"text"', "[1, 2]"])("%s is no list", async (text) => {
  expect(await readList(text)).toBeNull();
});

it.each([
  ["12.90", "GBP", 1290],
  ["1,234.5", "GBP", 123_450],
  ["1.234,50", "EUR", 123_450],
  ["1'000", "CHF", 100_000],
  ["-3", "GBP", -300],
  ["590", "JPY", 590],
  ["5.001", "GBP", null],
  ["five", "GBP", null],
])("%s %s is %s in minor units", (value, currency, minor) => {
  expect(minorOf(value, "major", currency)).toBe(minor);
});
