import { expect, test } from "vitest";
import { emptyForm, type FormLine } from "./form-state.ts";
import { countOf, lineProblems, problemsOf, stillStands } from "./problems.ts";

const line = (sku: string, given: Partial<FormLine> = {}): FormLine => ({
  key: sku,
  sku,
  name: sku,
  quantity: 3,
  unitPrice: 100,
  listPrice: 100,
  levels: null,
  ...given,
});

test("a shortage is shown at its line, with the available quantity, until the quantity is low enough", () => {
  const form = { ...emptyForm("phone"), lines: [line("A"), line("B")] };
  const faults = [{ pointer: "/lines/1", detail: "B: 3 wanted, 2 available.", requested: 3, available: 2 }];
  const problem = lineProblems(form, faults).get("B");
  expect(problem).toEqual({ kind: "short", requested: 3, available: 2 });
  if (!problem) throw new Error("no problem");
  expect(stillStands(problem, line("B"))).toBe(true);
  expect(stillStands(problem, line("B", { quantity: 2 }))).toBe(false);
});

test("errors about other fields or removed lines are not shown at a line", () => {
  const form = { ...emptyForm("phone"), lines: [line("A")] };
  expect(
    lineProblems(form, [
      { pointer: "/customer/id", detail: "x" },
      { pointer: "/lines/7", detail: "x" },
      { detail: "x" },
    ]).size,
  ).toBe(0);
});

test("missing fields are counted before the server is asked", () => {
  const form = {
    ...emptyForm("phone"),
    lines: [line("A", { unitPrice: null })],
    customer: { id: null, name: "", email: "not an email", phone: "" },
  };
  expect(countOf(problemsOf(form))).toBe(2);
  expect(countOf(problemsOf(emptyForm("phone")))).toBe(1);
});
