import { expect, test } from "vitest";
import { newcomers, withNewcomers } from "./newcomers.ts";

const at = (id: string, minute: number) => ({ id, placedAt: new Date(Date.UTC(2026, 2, 14, 9, minute)).toISOString() });
const ids = (rows: readonly { id: string }[]) => rows.map((row) => row.id).join(" ");
const none = new Set<string>();

test("only orders placed after the first row are announced as new", () => {
  const shown = [at("c", 3), at("b", 2)];
  const head = [at("e", 5), at("d", 3), at("c", 3), at("x", 1), at("b", 2)];
  expect(ids(newcomers(head, shown, none))).toBe("e d");
});

test("the first order of an empty list is new", () => {
  expect(newcomers([at("a", 1)], [], none)).toHaveLength(1);
});

test("an order placed slightly before a visible one is new, and inserted after it", () => {
  const shown = [at("c", 3), at("a", 1)];
  const head = [at("d", 4), at("c", 3), at("b", 2), at("x", 2), at("a", 1)];
  const arrived = newcomers(head, shown, new Set(["b"]));
  expect(ids(arrived)).toBe("d b");
  expect(ids(withNewcomers(shown, head, new Set(arrived.map(({ id }) => id))))).toBe("d c b a");
});

test("an order is not inserted twice", () => {
  const head = [at("b", 2), at("a", 1)];
  expect(ids(withNewcomers(head, head, new Set(["b"])))).toBe("b a");
});
