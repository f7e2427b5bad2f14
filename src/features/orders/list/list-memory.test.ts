import { expect, test } from "vitest";
import { memoryIn, neighbours } from "./list-memory.ts";

const memory = { href: "/orders?status=pending", ids: ["12", "11", "10"] };

test("an order leads to the ones before and after it in the list somebody came from", () => {
  expect(neighbours(memory, "11")).toEqual({ previous: "12", next: "10" });
  expect(neighbours(memory, "12")).toEqual({ next: "11" });
  expect(neighbours(memory, "99")).toEqual({});
  expect(neighbours(null, "11")).toEqual({});
});

test("what is no memory of a list leads nowhere", () => {
  expect(memoryIn("")).toBeNull();
  expect(memoryIn("{")).toBeNull();
  expect(memoryIn(JSON.stringify({ href: "https://elsewhere.example", ids: [] }))).toBeNull();
  expect(memoryIn(JSON.stringify(memory))).toEqual(memory);
});
