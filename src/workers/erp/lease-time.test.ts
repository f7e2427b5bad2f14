import { expect, it } from "vitest";
import { within } from "./lease-time.ts";

it("a lease's time passes in a suspended machine too, and if its clock is set back", () => {
  let [steady, wall] = [1000, 5_000_000];
  const isOurs = within(100, { steadyMs: () => steady, wallMs: () => wall });
  wall += 99;
  expect(isOurs()).toBe(true);
  wall += 1; // the steady clock has stood still
  expect(isOurs()).toBe(false);
  wall -= 3_600_000;
  steady += 99;
  expect(isOurs()).toBe(true);
  steady += 1;
  expect(isOurs()).toBe(false);
});
