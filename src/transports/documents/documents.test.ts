import { expect, it } from "vitest";
import { staleDocuments } from "./documents.ts";

it("the documents in docs/ are current (npm run documents writes them)", async () => {
  expect(await staleDocuments()).toEqual([]);
});
