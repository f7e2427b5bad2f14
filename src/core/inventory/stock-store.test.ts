import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { LEVEL_COLUMNS, LOCKED } from "./stock-store.ts";

const flat = (text: string) => text.replaceAll(/\s+/g, " ").trim();

it("placing, which uses one prepared text for speed, reads and locks levels like all other commands", async () => {
  const source = flat(await readFile(new URL("../orders/place-store.ts", import.meta.url), "utf8"));
  expect(source).toContain(flat(LEVEL_COLUMNS));
  expect(source).toContain(flat(LOCKED));
});
