import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect, type Database } from "#db/client.ts";
import { createTestDatabase, type TestDatabase } from "#testing/fixtures/database.ts";
import { fold, phoneQuery, searchColumns, searchOrPhoneQuery, searchQuery, searchWords } from "./search.ts";

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  db = connect({ url: database.url, poolSize: 2 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** Whether PostgreSQL matches each text with each query. */
async function missed(pairs: readonly (readonly [stored: string, asked: string])[]): Promise<string[]> {
  const rows = await db.sql<{ n: number }[]>`
    select p.n from unnest(${pairs.map(([stored]) => searchColumns([stored], [stored]).search)}::text[],
      ${pairs.map(([, asked]) => searchOrPhoneQuery(asked) ?? "")}::text[]) with ordinality as p(stored, asked, n)
    where not (p.stored::tsvector @@ p.asked::tsquery)`;
  return rows.map(({ n }) => (pairs[n - 1] ?? []).join(" ← "));
}

describe("search normalisation", () => {
  it("finds every letter of Unicode by itself, in either case, composed or decomposed", async () => {
    const letters = Array.from({ length: 0x11_0000 }, (_, point) => point)
      .filter((point) => point < 0xd800 || point > 0xdfff)
      .map((point) => String.fromCodePoint(point))
      .filter((letter) => /\p{L}/u.test(letter));
    expect(letters.length).toBeGreaterThan(100_000);
    for (let at = 0; at < letters.length; at += 20_000) {
      const pairs = letters.slice(at, at + 20_000).flatMap((letter) => {
        const forms = [
          letter,
          letter.toLowerCase(),
          letter.toUpperCase(),
          letter.normalize("NFD"),
          letter.normalize("NFC"),
        ];
        return [...new Set(forms)].map((form) => [`x${letter}y`, `x${form}y`] as const);
      });
      expect(await missed(pairs)).toEqual([]);
    }
  }, 180_000);

  it.each([
    ["田中 ガブリエル", "ガブリエル"],
    ["電動ドリル プロ", "電動ドリル"],
    ["電動ドリル プロ", "ドリル"],
    ["أحمد آمنة", "أحمد"],
    ["أَحْمَد", "أحمد"],
    ["सीता देवी", "सीता"],
    ["Łukasz Nowak", "lukasz"],
    ["Søren Dahl", "soren"],
    ["Ina Groß", "gross"],
    ["Ina GROSS", "groß"],
    ["Nguyễn Đức", "duc"],
    ["D’Arcy Lane", "d'arcy"],
    ["D’Arcy Lane", "arcy"],
    ["José Álvarez", "jose alvarez"],
    ["ΟΔΥΣΣΕΥΣ", "οδυσσευς"],
    ["İstanbul", "istanbul"],
    ["IV26 2TN", "iv26 2tn"],
    ["A-1001", "a-1001"],
    ["Smith,John", "smith john"],
    ["Smith John", "smith,john"],
    ["anna.b@shop.example", "anna.b@shop"],
    ["it's \\ odd", "it's \\"],
    ["+442079461111", "+442079461111"],
    ["+44 20 7946 0958", "+44 20 7946 0958"],
    ["+44 20 7946 0958", "02079460958"],
    ["+44 20 7946 0958", "7946 0958"],
    ["07700 900456", "07700900456"],
    ["07700 900456", "+44 7700 900456"],
    ["(020) 7946-0958", "0044 20 7946 0958"],
  ])("%s is found by %s", async (stored, asked) => {
    expect(await missed([[stored, asked]])).toEqual([]);
  });

  it("does not match different names or numbers", async () => {
    const others = [
      ["田中", "中田"],
      ["Lukas", "Lukasz"],
      ["+44 20 7946 0958", "+44 20 7946 0959"],
      ["सीता", "गीता"],
      ["J-7-2 at 1 High Street", "J-7-1"],
    ] as const;
    expect(await missed(others)).toHaveLength(others.length);
  });

  it("returns no query for text without words, and accepts any text", () => {
    expect([searchQuery(" – … "), searchOrPhoneQuery(""), phoneQuery("12345"), phoneQuery("A 123456")]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(fold("\u2018Ångström\u2019 ﬁ")).toBe("'angstrom' fi");
    expect(searchWords(["\ud800x", "😀".repeat(50)]).every((word) => word.isWellFormed())).toBe(true);
  });
});
