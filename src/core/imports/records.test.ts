import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Encoding, type FileRecord, LONGEST_RECORD, recordsOf } from "./records.ts";

async function* inPieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(
  text: string | Buffer,
  over: { size?: number; encoding?: Encoding; start?: number; line?: number } = {},
) {
  const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text);
  const found: FileRecord[] = [];
  const { start = 0, line = 1, size = 7, encoding = "utf-8" } = over;
  const format = { encoding, delimiter: "," };
  for await (const records of recordsOf(inPieces(bytes.subarray(start), size), format, { start, line }))
    found.push(...records);
  return found;
}

const cells = (records: readonly FileRecord[]) => records.map((record) => record.cells);
const faults = (records: readonly FileRecord[]) =>
  records.map(({ line, raw, broken }) => [line, broken?.code ?? "ok", raw.length > 40 ? `${raw.length} long` : raw]);

describe("CSV records", () => {
  it.each([
    ["CR", "a,b\r1,2\r3,4\r"],
    ["LF", "a,b\n1,2\n3,4\n"],
    ["CRLF", "a,b\r\n1,2\r\n3,4\r\n"],
    ["no end of the last line", "a,b\n1,2\n3,4"],
    ["blank lines", "a,b\n\n1,2\r\n\r\n3,4\r\r"],
  ])("end with %s", async (_, text) => {
    const wanted = [
      ["a", "b"],
      ["1", "2"],
      ["3", "4"],
    ];
    expect(cells(await read(text))).toEqual(wanted);
  });

  it("may contain delimiters, quotes and line ends in quoted texts, and still count lines", async () => {
    const records = await read('a,b\r\n1,"x\r\ny ""z"", w"\r\n"",""\r\n5,6');
    expect(cells(records)).toEqual([
      ["a", "b"],
      ["1", 'x\r\ny "z", w'],
      ["", ""],
      ["5", "6"],
    ]);
    expect(records.map(({ line }) => line)).toEqual([1, 2, 4, 5]);
  });

  it("lose one line to a stray quote, not the rest of the file", async () => {
    const records = await read('a,b\n1,"open\n2,x"y\n3,"a"b\n4,"fine, here"\n5,6\n');
    expect(faults(records)).toEqual([
      [1, "ok", "a,b"],
      [2, "row.quotes", '1,"open'],
      [3, "row.quotes", '2,x"y'],
      [4, "row.quotes", '3,"a"b'],
      [5, "ok", '4,"fine, here"'],
      [6, "ok", "5,6"],
    ]);
  });

  it("end an unclosed quote at its line's end when the file ends", async () => {
    expect(faults(await read('1,"open\n2,3\n'))).toEqual([
      [1, "row.quotes", '1,"open'],
      [2, "ok", "2,3"],
    ]);
  });

  it("reject a line that is too long, showing its beginning, and continue after it", async () => {
    const long = "x".repeat(3 * LONGEST_RECORD);
    const records = await read(`a,b\r1,${long}\r2,3\r`, { size: 10_000 });
    expect(faults(records)).toEqual([
      [1, "ok", "a,b"],
      [2, "row.too_long", expect.stringMatching(/long$/)],
      [3, "ok", "2,3"],
    ]);
    expect(records[2]?.start).toBe(4 + 3 + long.length);
  });

  it("report bytes that are invalid in the encoding", async () => {
    const latin1 = Buffer.from("Caf\u00e9,1\nok,2\n", "latin1");
    expect(faults(await read(latin1)).map(([, code]) => code)).toEqual(["row.encoding", "ok"]);
    expect(cells(await read(latin1, { encoding: "latin1" }))).toEqual([
      ["Café", "1"],
      ["ok", "2"],
    ]);
    const windows1252 = Buffer.from([0x93, 0x61, 0x94, 0x0a]);
    expect(faults(await read(windows1252, { encoding: "latin1" }))[0]?.[1]).toBe("row.encoding");
    expect(faults(await read("a\u0000b,1\n"))[0]?.[1]).toBe("row.control");
  });

  it("can be reread from any boundary with the same offsets, lines and cells", async () => {
    const text = fc.stringMatching(/^[a"\n\r, ]{0,60}$/);
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (content, size) => {
        const whole = await read(content, { size: 1000 });
        expect(await read(content, { size })).toEqual(whole);
        expect(whole.every(({ start, end, raw }) => content.slice(start, end).startsWith(raw))).toBe(true);
        for (const [index, { start, line }] of whole.entries())
          expect(await read(content, { start, line, size })).toEqual(whole.slice(index));
      }),
      { numRuns: 300 },
    );
  });
});
