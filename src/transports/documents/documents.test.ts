import { expect, it } from "vitest";
import { staleDocuments } from "./documents.ts";

it("the documents in docs/ are what is made from operations, routes and events (npm run documents writes them)", async () => {
  expect(await staleDocuments()).toEqual([]);
});
