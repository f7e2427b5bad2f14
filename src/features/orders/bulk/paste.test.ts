import { describe, expect, test } from "vitest";
import { readPaste } from "./paste.ts";

const rows = [
  { id: "a", number: "1042", externalId: "W-7" },
  { id: "b", number: "1043", externalId: null },
  { id: "c", number: "1044", externalId: null },
];

describe("tracking numbers pasted from a spreadsheet", () => {
  test("a column fills the rows in order, from the row of the paste", () => {
    expect(readPaste("1Z1\r\n1Z2\r\n", rows)?.fills).toEqual([
      { id: "a", trackingNumber: "1Z1" },
      { id: "b", trackingNumber: "1Z2" },
    ]);
    expect(readPaste("1Z1\n1Z2", rows, 1)?.fills).toEqual([
      { id: "b", trackingNumber: "1Z1" },
      { id: "c", trackingNumber: "1Z2" },
    ]);
  });

  test("an empty cell leaves its row unchanged, and values beyond the rows are reported", () => {
    expect(readPaste("1Z1\n\n1Z3\n1Z4\n", rows)).toEqual({
      fills: [
        { id: "a", trackingNumber: "1Z1" },
        { id: "c", trackingNumber: "1Z3" },
      ],
      unknown: [],
      shortened: [],
      beyond: 1,
    });
  });

  test("lines with an order number go to that order, in any order", () => {
    expect(readPaste("1044\t1Z4\n#1042\t1Z2\n9999\t1Z9", rows)).toEqual({
      fills: [
        { id: "c", trackingNumber: "1Z4" },
        { id: "a", trackingNumber: "1Z2" },
      ],
      unknown: ["9999"],
      shortened: [],
      beyond: 0,
    });
  });

  test("an order is also matched by its external number", () => {
    expect(readPaste("w-7,1Z7\n", rows)?.fills).toEqual([{ id: "a", trackingNumber: "1Z7" }]);
  });

  test("headings determine the columns", () => {
    const text = "Tracking no.\tCarrier\tOrder\n00340434\tDHL\t1043\n";
    expect(readPaste(text, rows)?.fills).toEqual([{ id: "b", carrier: "DHL", trackingNumber: "00340434" }]);
  });

  test("without headings the column with the digits holds the tracking numbers", () => {
    expect(readPaste("1043\tRoyal Mail\tAB123456789GB", rows)?.fills).toEqual([
      { id: "b", carrier: "Royal Mail", trackingNumber: "AB123456789GB" },
    ]);
    expect(readPaste('"DPD"\t"15501"\n"DPD"\t"15502"', rows)?.fills).toEqual([
      { id: "a", carrier: "DPD", trackingNumber: "15501" },
      { id: "b", carrier: "DPD", trackingNumber: "15502" },
    ]);
  });

  test("unknown orders are reported, and fill no row", () => {
    expect(readPaste("2001\t1Z1\n2002\t1Z2", rows)).toMatchObject({ fills: [], unknown: ["2001", "2002"] });
  });

  test("a number in scientific notation is not used as a tracking number", () => {
    expect(readPaste("1042\t3.40434E+11\n1043\t1Z3", rows)).toMatchObject({
      fills: [{ id: "b", trackingNumber: "1Z3" }],
      shortened: ["3.40434E+11"],
    });
  });

  test("a single value is pasted as text", () => {
    expect(readPaste("1Z1\n", rows)).toBeNull();
  });
});
