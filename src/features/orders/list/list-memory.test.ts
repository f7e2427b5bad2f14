import { expect, test } from "vitest";
import { memoryIn, neighbours } from "./list-memory.ts";

const memory = { href: "/orders?status=pending", ids: ["12", "11", "10"] };

test("an order links to the previous and next one in the list that the user came from", () => {
  expect(neighbours(memory, "11")).toEqual({ previous: "12", next: "10" });
  expect(neighbours(memory, "12")).toEqual({ next: "11" });
  expect(neighbours(memory, "99")).toEqual({});
  expect(neighbours(null, "11")).toEqual({});
});

test("invalid stored data results in no links", () => {
  expect(memoryIn("")).toBeNull();
  expect(memoryIn("{")).toBeNull();
  expect(memoryIn(JSON.stringify({ href: "https://elsewhere.example", ids: [] }))).toBeNull();
  expect(memoryIn(JSON.stringify(memory))).toEqual(memory);
});
